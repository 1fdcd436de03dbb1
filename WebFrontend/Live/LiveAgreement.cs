namespace GrupoGad.WebFrontend.Live;

/// <summary>Settings shared by all processes of an installation, read from the same keys that the silo reads.</summary>
/// <param name="LiveLevel"><c>Gad:Cells:LiveLevel</c>, default 12.</param>
/// <param name="StaleAfterS"><c>Gad:Efectivos:StaleAfterS</c>, default 90.</param>
/// <param name="LostAfterS"><c>Gad:Efectivos:LostAfterS</c>, default 900.</param>
/// <param name="Volatile"><c>Gad:Mode</c> is <c>Memory</c>: nothing is kept.</param>
internal sealed record LiveAgreement(int LiveLevel, int StaleAfterS, int LostAfterS, bool Volatile)
{
    public static LiveAgreement From(IConfiguration configuration) => new(
        configuration.GetValue("Gad:Cells:LiveLevel", 12),
        configuration.GetValue("Gad:Efectivos:StaleAfterS", 90),
        configuration.GetValue("Gad:Efectivos:LostAfterS", 900),
        string.Equals(configuration["Gad:Mode"], "Memory", StringComparison.OrdinalIgnoreCase));
}

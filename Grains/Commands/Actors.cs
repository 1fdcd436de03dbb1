namespace GrupoGad.Commands;

internal static class Actors
{
    /// <summary>For what happens by itself.</summary>
    public const string System = "system";
}

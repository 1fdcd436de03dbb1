namespace GrupoGad.Commands;

internal static class Actors
{
    /// <summary>Actor of changes that happen without a request.</summary>
    public const string System = "system";

    /// <summary>Every open screen of the desk: the last in each line, where there is always a person.</summary>
    public const string Desk = "desk";
}

namespace GrupoGad;

/// <summary>A part this answer needs (storage, a silo, room in a queue) is away. The outcome is unknown: try again with the same id.</summary>
/// <remarks>The only exception that crosses a grain boundary on purpose; it carries no driver text.</remarks>
[GenerateSerializer, Alias(Aliases.GadUnavailableException)]
public sealed class GadUnavailableException : Exception
{
    public GadUnavailableException() : this("unknown")
    {
    }

    public GadUnavailableException(string part) : base($"{part} is unavailable") => Part = part;

    public GadUnavailableException(string part, Exception inner) : base($"{part} is unavailable", inner) => Part = part;

    /// <summary>Which part is away: <c>postgis</c>, <c>journal</c>, <c>cluster</c>.</summary>
    [Id(0)]
    public string Part { get; }
}

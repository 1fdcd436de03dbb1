namespace GrupoGad.WebFrontend.Preconditions;

/// <summary>A resource that people change and that carries its version: as a member, and as its strong entity tag.</summary>
internal interface IVersioned
{
    /// <summary>As its grain stores it: what <c>If-Match</c> is judged by.</summary>
    long Version { get; }

    /// <summary>
    /// Content that it shows just now and nobody writes through it (a position, those inside, deliveries): a second part of the tag, so that
    /// <c>If-None-Match</c> never hides a move. Null: nothing.
    /// </summary>
    string? Moving => null;
}

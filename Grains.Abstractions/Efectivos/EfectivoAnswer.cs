namespace GrupoGad.Efectivos;

public enum EfectivoOutcome
{
    Created = 1,
    Changed = 2,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged = 3,

    /// <summary>It is not of the version that was expected, because another writer has changed it.</summary>
    Stale = 4,

    /// <summary>It would replace a profile and does not say which version.</summary>
    Unversioned = 5,
}

[GenerateSerializer, Immutable, Alias(Aliases.EfectivoAnswer)]
public sealed record EfectivoAnswer
{
    [Id(0)] public required EfectivoOutcome Outcome { get; init; }

    /// <summary>As it is after the call; null: no efectivo is registered.</summary>
    [Id(1)] public EfectivoView? View { get; init; }
}

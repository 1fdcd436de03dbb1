using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>How far a run plan's need of an operation is met, and the efectivos that would meet it.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.NeedStanding)]
public sealed record NeedStanding
{
    /// <summary>Empty: any efectivo.</summary>
    [Id(0)] public required string Skill { get; init; }

    /// <summary>How many the run plan asks for at the level of alarm.</summary>
    [Id(1)] public required int Wanted { get; init; }

    /// <summary>Assigned efectivos that count for this need, by code. Each counts for one need, so that as many needs as possible are met.</summary>
    [Id(2)] public ImmutableArray<string> Held { get; init; } = [];

    /// <summary>Of <see cref="Wanted"/>, how many are not held.</summary>
    [Id(3)] public required int Missing { get; init; }

    /// <summary>Of <see cref="Missing"/>, how many would still be missing when all of <see cref="Chosen"/> went.</summary>
    [Id(4)] public required int Short { get; init; }

    /// <summary>Efectivos recommended for this need, best first.</summary>
    [Id(5)] public ImmutableArray<Candidate> Chosen { get; init; } = [];

    /// <summary>The next best for this need who are not chosen for any, at most 3; a joint plan names none.</summary>
    [Id(6)] public ImmutableArray<Candidate> Next { get; init; } = [];
}

using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Duty;

/// <summary>People on shift, over all efectivos, and the changes of shifts and leaves. Stateless: reads the store. Key: any.</summary>
[Alias(Aliases.DutyDirectoryGrain)]
public interface IDutyDirectoryGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:00:10"), Alias(nameof(At))]
    ValueTask<DutyPicture> At(DutyQuery query, CancellationToken cancellation = default);

    /// <summary>The record of changes, newest first, a page at a time.</summary>
    /// <exception cref="GadUnavailableException">Storage is away.</exception>
    [ResponseTimeout("00:00:10"), Alias(nameof(Changes))]
    ValueTask<DutyChangesPage> Changes(DutyChangesQuery query, CancellationToken cancellation = default);
}

[GenerateSerializer, Immutable, Alias(Aliases.DutyQuery)]
public sealed record DutyQuery
{
    /// <summary>UTC.</summary>
    [Id(0)] public required DateTime At { get; init; }

    /// <summary>People of this unit only; null: of all.</summary>
    [Id(1)] public string? Unit { get; init; }

    /// <summary>Where the page of people before ended; empty: from the start. By code.</summary>
    [Id(2)] public string After { get; init; } = "";

    /// <summary>People, 0–1,000.</summary>
    [Id(3)] public required int Limit { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.DutyPicture)]
public sealed record DutyPicture
{
    /// <summary>All units with a registered efectivo, by name.</summary>
    [Id(0)] public required ImmutableArray<UnitDuty> Units { get; init; }

    /// <summary>People on shift and not on leave, by code.</summary>
    [Id(1)] public ImmutableArray<PersonOnDuty> People { get; init; } = [];

    /// <summary>The next page's <see cref="DutyQuery.After"/>; empty at the end.</summary>
    [Id(2)] public string Next { get; init; } = "";
}

/// <param name="OnShift">On shift and not on leave.</param>
/// <param name="Available">Of those on shift, who is available now.</param>
/// <param name="OnTask">Of those on shift, who is on a task now.</param>
[GenerateSerializer, Immutable, Alias(Aliases.UnitDuty)]
public readonly record struct UnitDuty(
    [property: Id(0)] string Unit, [property: Id(1)] int Registered, [property: Id(2)] int OnShift, [property: Id(3)] int OnLeave,
    [property: Id(4)] int Available, [property: Id(5)] int OnTask);

/// <param name="Until">End of the shift, UTC.</param>
[GenerateSerializer, Immutable, Alias(Aliases.PersonOnDuty)]
public sealed record PersonOnDuty(
    [property: Id(0)] string EfectivoId, [property: Id(1)] string DisplayName, [property: Id(2)] string Unit,
    [property: Id(3)] Availability Availability, [property: Id(4)] DateTime Until);

using System.Collections.Immutable;

namespace GrupoGad.Duty;

/// <summary>Which changes of shifts and leaves, newest first.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.DutyChangesQuery)]
public sealed record DutyChangesQuery
{
    public const int LimitMax = 500;

    /// <summary>Of this efectivo only; empty: of all.</summary>
    [Id(0)] public string EfectivoId { get; init; } = "";

    /// <summary>By this subject only; empty: by any subject.</summary>
    [Id(1)] public string Actor { get; init; } = "";

    /// <summary>Made at or after, UTC; null: from the first.</summary>
    [Id(2)] public DateTime? From { get; init; }

    /// <summary>Made before, UTC; null: to the last.</summary>
    [Id(3)] public DateTime? To { get; init; }

    /// <summary>The <see cref="DutyChangesPage.Next"/> of the page before; null: from the newest.</summary>
    [Id(4)] public DutyMark? Before { get; init; }

    /// <summary>1–<see cref="LimitMax"/>.</summary>
    [Id(5)] public required int Limit { get; init; }
}

/// <summary>Place of a change in the order of all: by time, by code, by number.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.DutyMark)]
public readonly record struct DutyMark([property: Id(0)] DateTime At, [property: Id(1)] string EfectivoId, [property: Id(2)] long Sequence);

/// <summary>Record of a change to a shift or a leave. Never changed; deleted when its time is over (<c>Gad:Retention:DutyDays</c>).</summary>
[GenerateSerializer, Immutable, Alias(Aliases.DutyChange)]
public sealed record DutyChange
{
    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>1, 2, 3… of one efectivo.</summary>
    [Id(1)] public required long Sequence { get; init; }

    /// <summary>UTC.</summary>
    [Id(2)] public required DateTime At { get; init; }

    /// <summary>Subject of the token of who did it.</summary>
    [Id(3)] public required string Actor { get; init; }

    /// <summary><c>planned</c> (a shift), <c>replaced</c> (a shift that is no more), <c>leave.added</c>, <c>leave.cancelled</c>.</summary>
    [Id(4)] public required string What { get; init; }

    [Id(5)] public string Reason { get; init; } = "";

    /// <summary>Empty: it is about a shift.</summary>
    [Id(6)] public string LeaveId { get; init; } = "";

    /// <summary>Of the shift or leave, UTC.</summary>
    [Id(7)] public required DateTime Start { get; init; }

    /// <summary>UTC, exclusive.</summary>
    [Id(8)] public required DateTime End { get; init; }

    public DutyMark Mark => new(At, EfectivoId, Sequence);
}

[GenerateSerializer, Immutable, Alias(Aliases.DutyChangesPage)]
public sealed record DutyChangesPage
{
    [Id(0)] public required ImmutableArray<DutyChange> Changes { get; init; }

    /// <summary>The next page's <see cref="DutyChangesQuery.Before"/>; null at the end.</summary>
    [Id(1)] public DutyMark? Next { get; init; }

    /// <param name="found">One more than a page holds, when there is one.</param>
    public static DutyChangesPage Of(IReadOnlyList<DutyChange> found, int limit) =>
        new() { Changes = [.. found.Take(limit)], Next = found.Count > limit ? found[limit - 1].Mark : null };
}

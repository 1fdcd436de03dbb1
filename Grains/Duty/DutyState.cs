using System.Collections.Immutable;

namespace GrupoGad.Duty;

/// <summary>Stored duty of an efectivo. Property names are part of the data format: migration 0009 reads them.</summary>
public sealed record DutyState
{
    /// <summary>By start.</summary>
    public ImmutableArray<Shift> Shifts { get; init; } = [];

    /// <summary>By start.</summary>
    public ImmutableArray<Leave> Leaves { get; init; } = [];

    /// <summary>Shifts and leaves that ended before are no longer in the document; the tables keep them. Null: nothing has left it.</summary>
    public DateTime? KeptSince { get; init; }

    /// <summary>Changes so far.</summary>
    public long Version { get; init; }

    /// <summary>Changes made by this write.</summary>
    public ImmutableArray<DutyEntry> Entries { get; init; } = [];

    /// <summary>True when shifts are kept for this efectivo, which is then off shift when none covers the time.</summary>
    public bool HasShifts => Shifts.Length > 0 || KeptSince is not null;
}

/// <summary>One change, for the record.</summary>
/// <param name="What"><c>planned</c>, <c>replaced</c>, <c>leave.added</c>, <c>leave.cancelled</c>.</param>
/// <param name="Start">Of what it is about, UTC.</param>
public sealed record DutyEntry(long Sequence, DateTime At, string Actor, string What, string Reason, string LeaveId, DateTime Start, DateTime End);

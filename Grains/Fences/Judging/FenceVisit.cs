namespace GrupoGad.Fences;

/// <summary>Memory of one fence and one efectivo: it is inside, or it is away from the corridor it was to keep to.</summary>
/// <param name="Entry">The version it was last judged by; null when it was read from the store and the fence is no longer there.</param>
/// <param name="Since">Device time of the first fix of it, UTC; our time when a change of the fence made it.</param>
public readonly record struct FenceVisit(string FenceId, FenceEntry? Entry, DateTime Since, FenceMarks Marks)
{
    public bool IsInside => (Marks & FenceMarks.Deviating) == 0;

    public bool Has(FenceMarks mark) => (Marks & mark) != 0;

    internal FenceVisit With(FenceMarks mark, bool set) => this with { Marks = set ? Marks | mark : Marks & ~mark };
}

/// <summary>Numbers are stored: append only.</summary>
[Flags]
public enum FenceMarks
{
    None = 0,

    /// <summary>Met the fence's filter when last judged.</summary>
    Admitted = 1,

    /// <summary>Its long stay was reported in this visit.</summary>
    DwellTold = 2,

    /// <summary>Its speed was reported as too high, and it has not been slower since.</summary>
    Speeding = 4,

    /// <summary>Outside, its leaving of the corridor was reported, and it is not back since. Not a visit: it is not inside.</summary>
    Deviating = 8,

    /// <summary>Inside while the schedule does not watch: its entry was not reported, or the end of the schedule was.</summary>
    Unwatched = 16,
}

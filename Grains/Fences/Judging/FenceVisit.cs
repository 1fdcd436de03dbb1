namespace GrupoGad.Fences;

/// <summary>What is remembered of one fence and one efectivo: that it is inside, or that it is away from the corridor it was to keep to.</summary>
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

    /// <summary>That it stays long was told in this visit.</summary>
    DwellTold = 2,

    /// <summary>Was told to be too fast and has not been slower since.</summary>
    Speeding = 4,

    /// <summary>Outside, told to have left its corridor, and not back since. Not a visit: it is not inside.</summary>
    Deviating = 8,

    /// <summary>Inside while the schedule does not watch: that it came in was not told, or that the schedule ended was.</summary>
    Unwatched = 16,
}

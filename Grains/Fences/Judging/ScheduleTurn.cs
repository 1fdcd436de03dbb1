namespace GrupoGad.Fences;

/// <summary>A schedule that began or ended while an efectivo is inside. Its watchers see that as coming in or going out. Pure.</summary>
/// <param name="Kind">Enter or Exit.</param>
/// <param name="At">When it began or ended, UTC; null: not by the clock, but by a change of the fence.</param>
internal readonly record struct ScheduleTurn(FenceEventKind Kind, DateTime? At)
{
    /// <summary>Of a visit that begins.</summary>
    public static FenceMarks Begin(FenceEntry entry, DateTime at) => entry.IsActive && !entry.Watches(at) ? FenceMarks.Unwatched : FenceMarks.None;

    /// <summary>Null when nothing changed. Reported once, because the visit keeps the mark and the event's key is the instant of the clock.</summary>
    public static ScheduleTurn? Of(FenceEntry entry, FenceMarks marks, DateTime at)
    {
        var isUnwatched = (marks & FenceMarks.Unwatched) != 0;
        if (!entry.IsActive || entry.Watches(at) != isUnwatched)
        {
            return null;
        }
        return new ScheduleTurn(isUnwatched ? FenceEventKind.Enter : FenceEventKind.Exit, entry.LastChange(at) is { } turned && turned > entry.ChangedAt ? turned : null);
    }
}

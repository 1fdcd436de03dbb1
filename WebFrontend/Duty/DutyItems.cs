using GrupoGad.Duty;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>Shifts as they are put: all that begin within a window.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC, exclusive.</param>
/// <param name="TimeZone">IANA name, for shifts that name none.</param>
/// <param name="Reason">0–500 characters.</param>
/// <param name="Force">Less than the minimum rest all the same; needs a reason, and a Supervisor or Administrator.</param>
public sealed record ShiftsItem(DateTime? From, DateTime? To, string? TimeZone, IReadOnlyList<ShiftItem?>? Shifts, string? Reason, bool? Force)
{
    internal ShiftPlan Read(BodyReading reading) => new()
    {
        From = reading.Need("from", From, InstantText.Rule),
        To = reading.Need("to", To, InstantText.Rule),
        Shifts = [.. (Shifts ?? []).Select((shift, i) => (shift ?? new(null, null, null, null)).Read(reading, $"shifts[{i}]", TimeZone))],
    };
}

/// <param name="Start">A time of the zone's clock, e.g. <c>2026-03-28T22:00</c>.</param>
/// <param name="End">The same.</param>
/// <param name="Note">0–200 characters.</param>
public sealed record ShiftItem(string? Start, string? End, string? TimeZone, string? Note)
{
    internal ShiftTimes Read(BodyReading reading, string place, string? zone) => new()
    {
        TimeZone = TimeZone ?? zone ?? "",
        Start = reading.Wall(place + ".start", Start),
        End = reading.Wall(place + ".end", End),
        Note = Note ?? "",
    };
}

/// <summary>A leave as it is put.</summary>
/// <param name="Start">A time of the zone's clock.</param>
/// <param name="End">The same, exclusive.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Note">0–200 characters.</param>
/// <param name="Reason">0–500 characters.</param>
public sealed record LeaveItem(LeaveKind? Kind, string? Start, string? End, string? TimeZone, string? Note, string? Reason)
{
    internal LeavePlan Read(BodyReading reading) => new()
    {
        Kind = reading.Choice("kind", Kind),
        TimeZone = TimeZone ?? "",
        Start = reading.Wall("start", Start),
        End = reading.Wall("end", End),
        Note = Note ?? "",
    };
}

internal static class WallReading
{
    public static WallTime Wall(this BodyReading reading, string field, string? text)
    {
        if (!WallTimeText.TryRead(text, out var time))
        {
            reading.Refuse(field, text, WallTimeText.Rule);
        }
        return time;
    }
}

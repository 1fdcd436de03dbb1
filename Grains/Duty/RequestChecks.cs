using System.Globalization;
using GrupoGad.Operations;
using GrupoGad.Texts;

namespace GrupoGad.Duty;

/// <summary>Validates the parts common to all requests.</summary>
internal static class RequestChecks
{
    public const int NoteMax = 200;

    public static DutyFault? Refuses(DutyRequest request) =>
        !TextLength.IsWithin(request.Actor, 1, 200) ? Invalid(null, "actor", request.Actor, "an actor has 1 to 200 characters")
        : !TextLength.IsWithin(request.Reason, 0, 500) ? Invalid(null, "reason", "", TextLength.Rule("a reason has at most 500 characters", request.Reason))
        : request.Force && string.IsNullOrWhiteSpace(request.Reason) ? Invalid(null, "reason", "", "force needs a reason")
        : !RequestRules.Storable(request.Actor + request.Reason) ? Invalid(null, "reason", "", "text holds no NUL character")
        : null;

    /// <summary>The first rule that the times break, or the two instants.</summary>
    public static DutyFault? Span(int? shift, string timeZone, WallTime start, WallTime end, string note, TimeSpan longest, out DateTime from, out DateTime to)
    {
        (from, to) = (default, default);
        if (WallClock.Zone(timeZone) is not { } zone)
        {
            return Invalid(shift, "timeZone", timeZone, "the IANA name of a time zone, e.g. America/Argentina/Buenos_Aires");
        }
        if (!TextLength.IsWithin(note, 0, NoteMax) || !RequestRules.Storable(note))
        {
            return Invalid(shift, "note", note, TextLength.Rule($"a note has at most {NoteMax} characters, none of them NUL", note));
        }
        if ((Years(shift, "start", start) ?? Years(shift, "end", end)) is { } years)
        {
            return years;
        }
        if (WallClock.Start(zone, start) is not { } first)
        {
            return Invalid(shift, "start", Text(start), "an offset that the time zone has at that time");
        }
        if (WallClock.End(zone, end) is not { } last)
        {
            return Invalid(shift, "end", Text(end), "an offset that the time zone has at that time");
        }
        (from, to) = (first, last);
        return last <= first ? Invalid(shift, "end", Text(end), "an end after the start; one within the hour that a change of clocks leaves out lasts no time")
            : last - first > longest ? Invalid(shift, "end", Text(end), string.Create(CultureInfo.InvariantCulture, $"at most {longest.TotalHours} h after the start"))
            : null;
    }

    /// <param name="current">The version of the duty; null: what is written takes nothing's place.</param>
    public static DutyFault? RefusesVersion(Expected expected, long? current, bool same) => expected.Against(current, same) switch
    {
        Mismatch.Stale => new(DutyOutcome.Stale, null, "version", "", VersionRules.Stale(current)),
        Mismatch.Unstated => new(DutyOutcome.Unversioned, null, "version", "", VersionRules.Unstated(current ?? 0)),
        _ => null,
    };

    public static DutyFault Invalid(int? shift, string field, string? value, string rule) => new(DutyOutcome.Invalid, shift, field, value ?? "", rule);

    private static DutyFault? Years(int? shift, string field, WallTime time) => time.Local.Year is < 2000 or > 2200
        ? Invalid(shift, field, Text(time), "years run from 2000 to 2200")
        : time.Local.Kind != DateTimeKind.Unspecified ? Invalid(shift, field, Text(time), "a time of the zone's clock") : null;

    private static string Text(WallTime time) => time.Local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}

namespace GrupoGad.WebFrontend.Times;

/// <summary>
/// An instant as every endpoint takes it: RFC 3339 with its zone.
/// A time without a zone is refused, because the server's own zone means nothing to a device.
/// </summary>
/// <remarks>
/// Read into UTC and whole milliseconds, further digits are cut off. <c>t</c> and <c>z</c> may be small, as RFC 3339 allows. A leap second (<c>23:59:60Z</c>)
/// is the last millisecond of its day, so that neither the day nor the order changes.
/// </remarks>
public static class InstantText
{
    public const string Rule = "RFC 3339 with its zone, e.g. 2026-03-01T12:00:00Z";

    public static bool TryRead(string? text, out DateTime utc)
    {
        utc = default;
        return ClockText.TryRead(text, out var clock) && clock is { HasSeconds: true, OffsetMinutes: not null, Separator: not ' ' } && clock.TryUtc(0, out utc);
    }
}

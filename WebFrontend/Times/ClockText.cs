namespace GrupoGad.WebFrontend.Times;

/// <summary>
/// A date and a time of day as RFC 3339 writes them, letter by letter: <c>2026-03-01T12:00:00.5-03:00</c>. The only reader of written times; each
/// protocol says which of the parts it needs.
/// </summary>
/// <param name="Local">As written, whole milliseconds; of a leap second the last millisecond before it ends the minute.</param>
/// <param name="OffsetMinutes">Of the zone; null: none was written.</param>
internal readonly record struct ClockText(DateTime Local, char Separator, bool HasSeconds, bool HasFraction, bool IsLeapSecond, bool IsZulu, int? OffsetMinutes)
{
    /// <summary>More digits of a second than any clock has.</summary>
    private const int LengthMax = 64;

    private const int MinuteLength = 16;

    public static bool TryRead(ReadOnlySpan<char> text, out ClockText clock)
    {
        clock = default;
        if (text.Length is < MinuteLength or > LengthMax
            || !Digits(text, 0, 4, 1, 9999, out var year) || text[4] != '-' || !Digits(text, 5, 2, 1, 12, out var month) || text[7] != '-'
            || !Digits(text, 8, 2, 1, DateTime.DaysInMonth(year, month), out var day) || text[10] is not ('T' or 't' or ' ')
            || !Digits(text, 11, 2, 0, 23, out var hour) || text[13] != ':' || !Digits(text, 14, 2, 0, 59, out var minute))
        {
            return false;
        }
        var rest = text[MinuteLength..];
        var (second, milliseconds, hasSeconds, hasFraction) = (0, 0, false, false);
        if (rest is [':', ..])
        {
            if (!Digits(rest, 1, 2, 0, 60, out second))
            {
                return false;
            }
            rest = rest[3..];
            hasSeconds = true;
        }
        if (hasSeconds && rest is ['.', ..])
        {
            var length = rest[1..].IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length - 1;
            if (length == 0)
            {
                return false;
            }
            for (var place = 0; place < 3; place++)
            {
                milliseconds = milliseconds * 10 + (place < length ? rest[1 + place] - '0' : 0);
            }
            rest = rest[(1 + length)..];
            hasFraction = true;
        }
        if (!Zone(rest, out var isZulu, out var offset))
        {
            return false;
        }
        var isLeap = second == 60;
        var local = new DateTime(year, month, day, hour, minute, isLeap ? 59 : second, isLeap ? 999 : milliseconds, DateTimeKind.Unspecified);
        clock = new ClockText(local, text[10], hasSeconds, hasFraction, isLeap, isZulu, offset);
        return true;
    }

    /// <param name="offsetMinutes">For a time without a zone.</param>
    /// <returns>False beyond the years 1 to 9999, and for a leap second that is not the last of a day of UTC.</returns>
    public bool TryUtc(int offsetMinutes, out DateTime utc)
    {
        var ticks = Local.Ticks - (OffsetMinutes ?? offsetMinutes) * TimeSpan.TicksPerMinute;
        var isThere = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        utc = isThere ? new DateTime(ticks, DateTimeKind.Utc) : default;
        return isThere && (!IsLeapSecond || utc is { Hour: 23, Minute: 59 });
    }

    private static bool Zone(ReadOnlySpan<char> text, out bool isZulu, out int? offset)
    {
        (isZulu, offset) = (text is ['Z' or 'z'], text is ['Z' or 'z'] ? 0 : null);
        if (text.IsEmpty || isZulu)
        {
            return true;
        }
        if (text is not ['+' or '-', _, _, ':', _, _] || !Digits(text, 1, 2, 0, 23, out var hours) || !Digits(text, 4, 2, 0, 59, out var minutes))
        {
            return false;
        }
        offset = (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, int start, int count, int min, int max, out int number)
    {
        number = 0;
        if (text.Length < start + count)
        {
            return false;
        }
        foreach (var letter in text.Slice(start, count))
        {
            if (!char.IsAsciiDigit(letter))
            {
                return false;
            }
            number = number * 10 + (letter - '0');
        }
        return number >= min && number <= max;
    }
}

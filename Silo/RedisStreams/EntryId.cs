using System.Globalization;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Id of an entry of a Redis stream, <c>ms-n</c>: Redis' clock when it was appended, and a number within that millisecond.</summary>
internal readonly record struct EntryId(ulong Ms, ulong Number) : IComparable<EntryId>
{
    /// <summary>Bits of a sequence number for the entries of one millisecond; 43 are left for the time, which lasts until the year 2248.</summary>
    private const int NumberBits = 20;

    /// <summary>Before every entry.</summary>
    public static EntryId Zero => default;

    /// <summary>When it was appended, by Redis' clock.</summary>
    public DateTimeOffset AppendedAt => DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Min(Ms, 1UL << 43));

    /// <exception cref="FormatException">Not an id.</exception>
    public static EntryId Parse(string? text)
    {
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash > 0
            && ulong.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            && ulong.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new EntryId(ms, number)
            : throw new FormatException($"'{text}' is not the id of a stream entry.");
    }

    /// <summary>
    /// The number consumers see. It follows the id as long as ids rise; where they do not (Redis was emptied and its clock is behind), it is
    /// still above the one before, for the cache orders by it.
    /// </summary>
    public long SequenceAfter(long previous)
    {
        var own = Ms < 1UL << (63 - NumberBits) ? (long)(Ms << NumberBits | Math.Min(Number, (1UL << NumberBits) - 1)) : 0;
        return Math.Max(own, previous + 1);
    }

    public int CompareTo(EntryId other) => Ms != other.Ms ? Ms.CompareTo(other.Ms) : Number.CompareTo(other.Number);

    public static bool operator <(EntryId left, EntryId right) => left.CompareTo(right) < 0;

    public static bool operator >(EntryId left, EntryId right) => left.CompareTo(right) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ms}-{Number}");
}

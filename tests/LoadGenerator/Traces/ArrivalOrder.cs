namespace GrupoGad.LoadGenerator.Traces;

/// <summary>A row as read, with the arrival that the file records.</summary>
public readonly record struct RawRow(int Unit, DateTime Time, TraceFix Fix, DateTime? Received, int? Poll);

/// <summary>Puts rows in the order in which they arrived and gives each its arrival time.</summary>
public static class ArrivalOrder
{
    /// <summary>A fix this far ahead of the others of its poll comes from a wrong clock.</summary>
    private static readonly TimeSpan _aheadMax = TimeSpan.FromMinutes(2);

    /// <summary>Longest plausible step from one poll number to the next.</summary>
    private static readonly TimeSpan _pollStepMax = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<TraceRow> Of(IReadOnlyList<RawRow> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }
        if (rows[0].Received is not null)
        {
            // Enumerable.OrderBy is stable: rows of one instant or poll keep the file's order.
            var received = rows.OrderBy(row => row.Received ?? row.Time).ToList();
            return Rising(received, i => received[i].Received ?? received[i].Time);
        }
        if (rows[0].Poll is not null)
        {
            var polled = rows.OrderBy(row => row.Poll).ToList();
            var times = PollTimes(polled);
            return Rising(polled, i => times[polled[i].Poll ?? 0]);
        }
        // In file order a single fix ahead of its time must not hold up those behind it: a row arrives when it or the next was taken, whichever is earlier.
        return Rising(rows, i => i + 1 < rows.Count && rows[i + 1].Time < rows[i].Time ? rows[i + 1].Time : rows[i].Time);
    }

    private static List<TraceRow> Rising(IReadOnlyList<RawRow> rows, Func<int, DateTime> arrivalOf)
    {
        var placed = new List<TraceRow>(rows.Count);
        var latest = DateTime.MinValue;
        for (var i = 0; i < rows.Count; i++)
        {
            var arrival = arrivalOf(i);
            latest = arrival > latest ? arrival : latest;
            placed.Add(new TraceRow(rows[i].Unit, rows[i].Time, latest, rows[i].Fix));
        }
        return placed;
    }

    /// <summary>When each poll was taken: about its newest fix, wrong clocks aside.</summary>
    private static Dictionary<int, DateTime> PollTimes(List<RawRow> polled)
    {
        var times = new Dictionary<int, DateTime>();
        (int Poll, DateTime Time)? before = null;
        foreach (var poll in polled.GroupBy(row => row.Poll ?? 0))
        {
            var taken = poll.Select(row => row.Time).Order().ToList();
            var limit = taken[taken.Count / 2] + _aheadMax;
            var newest = taken.FindLast(time => time <= limit);
            if (before is var (number, time))
            {
                var latest = time + (poll.Key - number) * _pollStepMax;
                newest = newest > latest ? latest : newest < time ? time : newest;
            }
            times[poll.Key] = newest;
            before = (poll.Key, newest);
        }
        return times;
    }
}

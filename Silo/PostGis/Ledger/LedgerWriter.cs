using GrupoGad.Commands;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>Writes entries in one transaction and one round trip, and returns for each which parts were stored already.</summary>
internal sealed class LedgerWriter(NpgsqlDataSource source)
{
    /// <summary>Safe to repeat when its outcome is unknown.</summary>
    public async Task Write(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation)
    {
        var issues = entries.Where(entry => entry.Issued is not null).DistinctBy(entry => entry.Issued!.Offer.CommandId).ToArray();
        var writes = entries.Where(entry => entry.Write is not null).Select(entry => entry.Write!).ToArray();
        var steps = writes.SelectMany(write => write.Steps.Select(step => (write.CommandId, Row: step))).ToArray();
        var added = writes.SelectMany(write => write.Added.Select(row => (write.CommandId, Row: row))).ToArray();
        var closings = writes.Where(write => write.Closing is not null).Select(write => (write.CommandId, Row: write.Closing!)).ToArray();

        var made = new HashSet<string>(StringComparer.Ordinal);
        var written = new bool[steps.Length];
        // Statements of a batch are one transaction.
        await using (var batch = source.CreateBatch())
        {
            Add(batch, issues.Length, () => Columns.Issues([.. issues.Select(entry => entry.Issued!)]));
            Add(batch, added.Length, () => Columns.Added(added));
            Add(batch, steps.Length, () => Columns.Steps(steps));
            Add(batch, closings.Length, () => Columns.Closings(closings));
            if (batch.BatchCommands.Count == 0)
            {
                return;
            }
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            if (issues.Length > 0)
            {
                await Each(reader, () => made.Add(reader.GetString(0)), cancellation);
                await reader.NextResultAsync(cancellation);
            }
            if (steps.Length > 0)
            {
                await Each(reader, () => written[reader.GetInt32(0) - 1] = true, cancellation);
            }
            while (await reader.NextResultAsync(cancellation))
            {
                // To the end: only then it is known that all was committed.
            }
        }
        foreach (var entry in entries.Where(entry => entry.Issued is not null))
        {
            entry.Outcomes[0] = made.Remove(entry.Issued!.Offer.CommandId) ? LedgerOutcome.Written : LedgerOutcome.Repeated;
        }
        Settle(entries, written, await Known(steps, written, cancellation));
    }

    /// <summary>Goes on with new connections.</summary>
    public void Reconnect() => source.Clear();

    /// <summary>Of those not written: true, it was there; false, something excludes it.</summary>
    private async Task<HashSet<int>> Known((string CommandId, Commands.LadderRow Row)[] steps, bool[] written, CancellationToken cancellation)
    {
        var open = Enumerable.Range(0, steps.Length).Where(i => !written[i]).ToArray();
        var known = new HashSet<int>();
        if (open.Length > 0)
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(Columns.Known([.. open.Select(i => steps[i])]));
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            await Each(reader, () => known.Add(open[reader.GetInt32(0) - 1]), cancellation);
        }
        return known;
    }

    private static void Settle(IReadOnlyList<LedgerEntry> entries, bool[] written, HashSet<int> known)
    {
        var at = 0;
        foreach (var entry in entries.Where(entry => entry.Write is not null))
        {
            for (var i = 0; i < entry.Outcomes.Length; i++, at++)
            {
                entry.Outcomes[i] = written[at] ? LedgerOutcome.Written : known.Contains(at) ? LedgerOutcome.Repeated : LedgerOutcome.Conflict;
            }
        }
    }

    private static void Add(NpgsqlBatch batch, int rows, Func<NpgsqlBatchCommand> command)
    {
        if (rows > 0)
        {
            batch.BatchCommands.Add(command());
        }
    }

    private static async Task Each(NpgsqlDataReader reader, Action row, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            row();
        }
    }
}

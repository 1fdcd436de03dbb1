using GrupoGad.Silo.PostGis.Spill;
using GrupoGad.Tracks;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Brings spilled rows into PostGIS once it is back, and only then ends the outage.</summary>
internal sealed partial class CatchUp(
    NpgsqlDataSource source, PositionWriter writer, LastPositionWriter lastPositions, SpillDirectory spill, Outage outage,
    IReadOnlyList<JournalLane> lanes, JournalOptions options, JournalInstruments instruments, TimeProvider clock, ILogger logger)
{
    /// <summary>Most bytes left for the last step. They are stored while the lanes wait, which takes some 100 ms.</summary>
    private const long LastStepBytesMax = 1 << 20;

    private const int StatementRowsMax = 4_096;

    private readonly TimeSpan _limit = TimeSpan.FromMilliseconds(options.FlushTimeoutMs);

    private string? _told;

    public async Task Run(CancellationToken cancellation)
    {
        while (true)
        {
            await outage.Wait(cancellation);
            while (!await TryRecover(cancellation))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(options.ProbeEveryMs), clock, cancellation);
            }
        }
    }

    private async Task<bool> TryRecover(CancellationToken cancellation)
    {
        try
        {
            await Bounded.Run(Probe, _limit, cancellation);
            while (spill.Bytes > LastStepBytesMax)
            {
                await Replay(cancellation);
            }
            await LastStep(cancellation);
            return true;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // The server answers but rejects the rows. Waiting does not mend that, so the error is logged once for each SQL state.
            if (exception is PostgresException { IsTransient: false, SqlState: var state } && state != _told)
            {
                _told = state;
                LogStuck(exception);
            }
            LogNotYet(exception);
            return false;
        }
    }

    private async Task Probe(CancellationToken cancellation)
    {
        await using var probe = source.CreateCommand("SELECT 1");
        await probe.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Holds the lanes, so that no row is spilled meanwhile and no row is stored before the spilled rows.</summary>
    private async Task LastStep(CancellationToken cancellation)
    {
        var held = new List<JournalLane>();
        try
        {
            foreach (var lane in lanes)
            {
                await lane.Gate.WaitAsync(cancellation);
                held.Add(lane);
            }
            await Replay(cancellation);
            outage.End();
        }
        finally
        {
            held.ForEach(lane => lane.Gate.Release());
        }
    }

    private async Task Replay(CancellationToken cancellation)
    {
        foreach (var segment in spill.Seal())
        {
            var reader = new SpillReader(segment);
            while (reader.Next(StatementRowsMax) is { Count: > 0 } rows)
            {
                await Store(FlushBatch.RangeOf(rows), cancellation);
            }
            if (reader.TornBytes > 0)
            {
                LogTorn(segment, reader.TornBytes);
            }
            spill.Delete(segment);
        }
    }

    private async Task Store(RowRange rows, CancellationToken cancellation)
    {
        await Bounded.Run(token => writer.Merge(rows, token), _limit, cancellation);
        lastPositions.Note(rows);
        var refused = rows.Where(FlushBatch.Refused);
        if (refused.Count > 0)
        {
            spill.SetAside(refused);
        }
        var lost = rows.CountOf(JournalOutcome.Conflict);
        if (lost > 0)
        {
            LogLost(lost);
        }
        instruments.Rows("lost", lost);
        instruments.Rows("refused", refused.Count);
        instruments.Rows("replayed", rows.CountOf(JournalOutcome.Written));
    }

    [LoggerMessage(2040, LogLevel.Debug, "PostGIS does not take the spilled positions yet")]
    private partial void LogNotYet(Exception exception);

    [LoggerMessage(2043, LogLevel.Error, "PostGIS answers but does not take the spilled positions; they stay in the spill file until this is mended")]
    private partial void LogStuck(Exception exception);

    [LoggerMessage(2041, LogLevel.Warning, "Spill file {Segment} ended in {Bytes} bytes that a crash tore; nobody had been answered for them")]
    private partial void LogTorn(string segment, int bytes);

    [LoggerMessage(2042, LogLevel.Warning, "{Count} spilled positions were not stored: another report of the same efectivo and instant was there before")]
    private partial void LogLost(int count);
}

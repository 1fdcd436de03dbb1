using System.Collections.Concurrent;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.LoadGenerator.Replay;
using GrupoGad.LoadGenerator.Traces;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Payload;

/// <summary>
/// Plays the recorded fleet at its own pace, each device when its clock says (not in the bursts of the recorder's polls: real devices do not
/// wait for each other), and remembers what was accepted.
/// </summary>
public sealed class Playback : IDisposable
{
    private readonly Trace _trace;
    private readonly Fleet _fleet;
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentQueue<Update> _accepted = new();
    private readonly Tokens _tokens;
    private readonly Uri _url;
    private readonly DateTime _from;
    private Task _clients = Task.CompletedTask;

    /// <param name="skip">Part of the recording that is skipped. After it most of the fleet has reported.</param>
    public Playback(string file, Uri url, Tokens tokens, TimeSpan skip)
    {
        (_tokens, _url) = (tokens, url);
        var all = TraceReader.ReadFile(file);
        _from = all.Start + skip;
        var rows = all.Rows.Where(row => row.Time >= all.Start && row.Time <= all.End).OrderBy(row => row.Time).ToList();
        _trace = all with { Rows = rows };
        _fleet = new Fleet(new ReplayOptions { File = file, Urls = [url] }, tokens, _trace);
    }

    public IReadOnlyCollection<Update> Accepted => _accepted;

    public long Refused;

    /// <summary>Connects the fleet; each unit reports once where it was last before the beginning.</summary>
    public async Task Prime(DateTime begin, CancellationToken cancellation)
    {
        using (var registration = new Registration([_url], _tokens.Administrator()))
        {
            await registration.Ensure(_fleet.Profiles, cancellation);
        }
        _clients = _fleet.Run(unit => new Log(this, _fleet.Codes[unit]), CancellationToken.None, _abort.Token);
        foreach (var row in _trace.Rows.Where(row => row.Time < _from).GroupBy(row => row.Unit).Select(rows => rows.Last()))
        {
            _fleet.Post(row.Unit, row.Fix, Played(row, begin));
        }
    }

    /// <summary>Plays on until <paramref name="duration"/> has passed since the beginning; ends when all is acknowledged.</summary>
    public async Task Play(DateTime begin, TimeSpan duration, CancellationToken cancellation)
    {
        _accepted.Clear();
        foreach (var row in _trace.Rows.Where(row => row.Time >= _from && row.Time < _from + duration).OrderBy(row => Played(row, begin)))
        {
            var wait = Played(row, begin) - DateTime.UtcNow;
            if (wait > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(wait, cancellation);
            }
            _fleet.Post(row.Unit, row.Fix, Played(row, begin));
        }
        _fleet.Complete();
        await _clients;
    }

    public void Dispose()
    {
        _abort.Cancel();
        _abort.Dispose();
    }

    /// <summary>The recorder kept whole seconds; each unit gets a part of a second of its own, always the same.</summary>
    private DateTime Played(TraceRow row, DateTime begin) => Whole(begin + (row.Time - _from) + TimeSpan.FromMilliseconds(row.Unit * 619 % 1_000));

    private static DateTime Whole(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private sealed class Log(Playback playback, string code) : IBatchLog
    {
        public void Sent(PositionBatch batch)
        {
        }

        public void Retried(string why) => Console.WriteLine($"    retried: {why}");

        public void Acknowledged(PositionBatch batch, PositionAck ack)
        {
            var refused = ack.Refused.Select(refusal => (int)refusal.Index).ToHashSet();
            Interlocked.Add(ref playback.Refused, refused.Count);
            foreach (var (report, index) in batch.Reports.Select((report, index) => (report, index)))
            {
                if (!refused.Contains(index))
                {
                    playback._accepted.Enqueue(new Update(code, new GeoPoint(report.Latitude, report.Longitude), report.DeviceTime.ToDateTime()));
                }
            }
        }
    }
}

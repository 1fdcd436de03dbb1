using System.Text.Json;
using GrupoGad.Console.Tests;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Replay;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>The shipped excerpt of a real fleet, played as fast as it is acknowledged, each unit a client that knows both gateways.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private readonly Tally _tally = new();
    /// <summary>Takes a quarter of a minute on a machine of its own; these tests say nothing about speed.</summary>
    private const int PatienceS = 300;

    private readonly CancellationTokenSource _abort = new(TimeSpan.FromSeconds(PatienceS));
    private readonly Task _playing;

    private Replay(Trace trace, Fleet fleet)
    {
        Trace = trace;
        Codes = fleet.Codes;
        foreach (var row in trace.Rows)
        {
            fleet.Post(row.Unit, row.Fix, row.Time);
        }
        fleet.Complete();
        _playing = fleet.Run(_tally, CancellationToken.None, _abort.Token);
    }

    public Trace Trace { get; }

    public IReadOnlyList<string> Codes { get; }

    public long Sent => _tally.Sent;

    public long Accepted => _tally.Accepted;

    public long Refused => _tally.Refused;

    public bool IsOver => _playing.IsCompleted;

    /// <param name="prefix">Of the efectivos' codes, so that no test sees another's.</param>
    public static async Task<Replay> Start(Installation installation, string prefix)
    {
        var trace = TraceReader.ReadFile(Repository.Excerpt);
        Assert.Equal(0, trace.Malformed.Count);
        var options = new ReplayOptions { File = Repository.Excerpt, Prefix = prefix, Speed = null, TimesNow = false, Urls = installation.Urls };
        var fleet = new Fleet(options, installation.Tokens, trace);
        using var registration = new Registration(installation.Urls, installation.Tokens.Administrator());
        Assert.Equal(trace.Units.Count, await registration.Ensure(fleet.Profiles, CancellationToken.None));
        return new Replay(trace, fleet);
    }

    /// <summary>Until this many reports are accepted; some must still be outstanding, or there is nothing to lose.</summary>
    public async Task Accepts(int reports)
    {
        await Until.True(() => Task.FromResult(Accepted >= reports || IsOver), $"{reports} accepted reports", PatienceS, () => Task.FromResult(ToString()));
        Assert.False(IsOver, $"the replay is over before anything was killed: {this}");
    }

    /// <summary>Until every row is answered.</summary>
    public async Task Completes()
    {
        await Until.True(() => Task.FromResult(IsOver), "an answer to every row", PatienceS, () => Task.FromResult(ToString()));
        await _playing;
        TestContext.Current.TestOutputHelper?.WriteLine(ToString());
    }

    /// <summary>How often each outcome was answered.</summary>
    public Dictionary<string, long> Outcomes()
    {
        using var json = JsonDocument.Parse(_tally.ToJson(TimeSpan.Zero));
        var outcomes = json.RootElement.GetProperty("refused").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetInt64());
        outcomes["Accepted"] = _tally.Accepted - _tally.AcceptedAsHistory;
        outcomes["AcceptedAsHistory"] = _tally.AcceptedAsHistory;
        return outcomes.Where(pair => pair.Value > 0).ToDictionary();
    }

    public override string ToString() => $"{_tally.ToJson(TimeSpan.Zero)}, sent again: {_tally.Retries()}";

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await _playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _abort.Dispose();
    }
}

using System.Threading.Channels;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.LoadGenerator.Traces;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Replay;

/// <summary>One tactical client for each unit of a trace.</summary>
public sealed class Fleet
{
    private readonly ReplayOptions _options;
    private readonly Tokens _tokens;
    private readonly string[] _codes;
    private readonly Channel<PositionReport>[] _queues;

    public Fleet(ReplayOptions options, Tokens tokens, Trace trace)
    {
        (_options, _tokens) = (options, tokens);
        _codes = [.. trace.Units.Select(unit => EfectivoCode.Of(options.Prefix, unit.Id))];
        var single = new UnboundedChannelOptions { SingleReader = true, SingleWriter = true };
        _queues = [.. _codes.Select(_ => Channel.CreateUnbounded<PositionReport>(single))];
        Profiles = [.. trace.Units.Zip(_codes, Profile)];
    }

    /// <summary>Code of each unit.</summary>
    public IReadOnlyList<string> Codes => _codes;

    public IReadOnlyList<EfectivoToRegister> Profiles { get; }

    /// <summary>Hands a report to its client, which sends it when its window allows.</summary>
    public void Post(int unit, TraceFix fix, DateTime deviceTime)
    {
        var report = Reports.Of(fix, deviceTime);
        if (!_tokens.PerEfectivo)
        {
            report.EfectivoId = _codes[unit];
        }
        _queues[unit].Writer.TryWrite(report);
    }

    public void Complete()
    {
        foreach (var queue in _queues)
        {
            queue.Writer.TryComplete();
        }
    }

    /// <summary>Ends when all queues are complete and every batch is acknowledged.</summary>
    public Task Run(IBatchLog log, CancellationToken stop, CancellationToken cancellation) => Run(_ => log, stop, cancellation);

    /// <param name="logOf">Log that receives the batches of a unit, by its number.</param>
    public async Task Run(Func<int, IBatchLog> logOf, CancellationToken stop, CancellationToken cancellation)
    {
        // One batch under way keeps a unit's rows in order even when one of them has to be sent again; the fleet as a whole is busy enough.
        var clientOptions = new ClientOptions { Urls = _options.Urls, WindowMax = 1 };
        // Opened a few at a time; a paced fleet stays connected, so all of it has to fit.
        using var sockets = new SemaphoreSlim(_options.ConnectionsMax);
        var clients = new List<Task>(_codes.Length);
        for (var unit = 0; unit < _codes.Length && !stop.IsCancellationRequested; unit++)
        {
            clients.Add(RunOne(unit, clientOptions, logOf(unit), sockets, stop, cancellation));
            if (unit % 50 == 49)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
        await Task.WhenAll(clients);
    }

    private async Task RunOne(
        int unit, ClientOptions options, IBatchLog log, SemaphoreSlim sockets, CancellationToken stop, CancellationToken cancellation)
    {
        await sockets.WaitAsync(cancellation);
        try
        {
            var token = _tokens.Efectivo(_codes[unit]);
            await new TacticalClient(options, token, BatchIds.First(), log).Run(_queues[unit].Reader, stop, cancellation);
        }
        finally
        {
            sockets.Release();
        }
    }

    private static EfectivoToRegister Profile(TraceUnit unit, string code) =>
        new(code, unit.Group.Length == 0 ? unit.Id : $"{unit.Group} · {unit.Id}", unit.Group, []);
}

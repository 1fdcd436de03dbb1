using System.Collections.Immutable;
using GrupoGad.Faults;
using GrupoGad.Fences;
using GrupoGad.Retries;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Fences;

/// <inheritdoc cref="IFenceJournal"/>
/// <remarks>While one commit is under way the next one fills. The write path is drawn in Silo/PostGis/Fences/README.md.</remarks>
internal sealed partial class FenceJournal : IFenceJournal, IHostedService, IDisposable
{
    private readonly FenceWriter _writer;
    private readonly FenceSpill _spill;
    private readonly Lazy<IFenceEcho?> _echo;
    private readonly FenceJournalOptions _options;
    private readonly FenceJournalInstruments _instruments;
    private readonly IFaultPoints? _faults;
    private readonly Backoff _retries;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private Queue<FencePending> _waiting = new();
    private Task _running = Task.CompletedTask;
    private int _queued;
    private bool _away;

    /// <summary>True when the disk may hold spilled judgements, as at the start.</summary>
    private bool _spilled = true;
    private volatile bool _closed;

    /// <summary>Ends when all judgements of former processes are stored.</summary>
    private Task _recovered = Task.CompletedTask;

    /// <summary>True once grains may be active that receive notices of stored events.</summary>
    private volatile bool _heard;

    public FenceJournal(
        PostGisSources sources, FenceSpill spill, IServiceProvider services, IOptions<FenceJournalOptions> options, FenceJournalInstruments instruments, TimeProvider clock,
        ILogger<FenceJournal> logger)
    {
        (_options, _instruments, _clock, _logger) = (options.Value, instruments, clock, logger);
        _retries = new Backoff(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(_options.PauseMaxMs));
        _faults = services.GetService<IFaultPoints>();
        _writer = new FenceWriter(sources);
        _spill = spill;
        // Resolved late, because the receiver is a part of the silo, which is built later.
        _echo = new Lazy<IFenceEcho?>(services.GetService<IFenceEcho>);
        instruments.Watch(() => Volatile.Read(ref _queued));
    }

    public ValueTask Append(FenceWrite write)
    {
        var pending = new FencePending(write);
        bool away;
        lock (_lock)
        {
            if (_closed || _queued + pending.Rows > _options.QueueRowsMax)
            {
                _instruments.Rows("overflow", pending.Rows);
                return ValueTask.CompletedTask;
            }
            _queued += pending.Rows;
            _waiting.Enqueue(pending);
            away = _away;
            if (away)
            {
                Spill(pending);
            }
        }
        _wake.Release();
        return away ? ValueTask.CompletedTask : new ValueTask(pending.Done);
    }

    public async ValueTask Settle(ImmutableArray<FenceEvent> events)
    {
        try
        {
            using var limit = new CancellationTokenSource(_options.CommitTimeoutMs);
            await _writer.Settle(events, limit.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException || PostGisErrors.IsDriver(exception))
        {
            throw PostGisErrors.Unavailable();
        }
    }

    /// <summary>Stores the spill of former processes first, before grains are activated that would judge without it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        FencePending[] old = [.. _spill.Take().Select(write => new FencePending(write, isOld: true))];
        foreach (var pending in old)
        {
            _queued += pending.Rows;
            _waiting.Enqueue(pending);
            _instruments.Rows("recovered", pending.Rows);
        }
        _recovered = Task.WhenAll(old.Select(pending => pending.Done));
        _running = Task.Run(Run, CancellationToken.None);
        _wake.Release();
        if (!await IsStored(TimeSpan.FromMilliseconds(2 * _options.CommitTimeoutMs), cancellationToken))
        {
            LogStillOld(old.Length);
        }
    }

    public async ValueTask<bool> Recover(TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await IsStored(patience, cancellation);
        }
        finally
        {
            _heard = true;
        }
    }

    private async Task<bool> IsStored(TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            await _recovered.WaitAsync(patience, cancellation);
        }
        catch (ArgumentException)
        {
            // PostGIS rejected one of them, which was logged. The others are stored.
        }
        catch (TimeoutException)
        {
            return false;
        }
        return true;
    }

    /// <summary>Stops after the silo, when no grain judges any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _closed = true;
        _wake.Release();
        try
        {
            await _running.WaitAsync(TimeSpan.FromMilliseconds(_options.StopWithinMs), cancellationToken);
        }
        catch (Exception exception)
        {
            LogStop(exception, Volatile.Read(ref _queued));
        }
    }

    public void Dispose() => _wake.Dispose();

    [LoggerMessage(2307, LogLevel.Warning, "Not all of {Count} judgements of a former process are stored yet")]
    private partial void LogStillOld(int count);

    [LoggerMessage(2300, LogLevel.Error, "The fence journal could not end in time; {Rows} events and visits were in memory")]
    private partial void LogStop(Exception exception, int rows);
}

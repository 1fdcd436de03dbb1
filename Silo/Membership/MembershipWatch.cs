namespace GrupoGad.Silo.Membership;

/// <summary>
/// Reads the membership table every second, and at once after a hold-up. Writes a lost table again, and ends this silo when it was evicted.
/// </summary>
/// <remarks>
/// Orleans alone never writes a row twice. When Redis came back empty, the cluster went on without a table, and a silo that joined then became a second
/// cluster. A silo that hung reads its eviction here soon after it goes on. Its writes until then are rejected by <see cref="IEvictions"/>.
/// </remarks>
internal sealed partial class MembershipWatch(
    StoredMembership table, IEvictions evictions, EvictionRecord record, HoldUps holdUps, ILocalSiloDetails silo, TimeProvider clock, ILogger<MembershipWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(2);

    /// <summary>Longest time from becoming active to standing in the table as active.</summary>
    private static readonly TimeSpan _appearWithin = TimeSpan.FromSeconds(15);

    private readonly string _self = silo.SiloAddress.ToString();
    private readonly SemaphoreSlim _soon = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private MembershipRows? _known;
    private Task _run = Task.CompletedTask;
    private long _began;
    private volatile bool _stands;

    /// <summary>True when this silo stood in the table at the last successful read.</summary>
    public bool StandsInTable => _stands;

    // Stops first, because a silo that leaves by itself writes its own end into the table.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(MembershipWatch), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose()
    {
        _stopping.Dispose();
        _soon.Dispose();
    }

    private Task Start(CancellationToken cancellation)
    {
        _began = clock.GetTimestamp();
        holdUps.Ended += LookSoon;
        _run = Task.Run(() => Run(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        holdUps.Ended -= LookSoon;
        await _stopping.CancelAsync();
        await _run.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void LookSoon(TimeSpan heldUp)
    {
        LogHeldUp(heldUp.TotalSeconds);
        _soon.Release();
    }

    private async Task Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await Look(cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogUnread(exception.Message);
                await AskElsewhere(cancellation);
            }
            await _soon.WaitAsync(_every, cancellation);
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        var found = await table.Read().WaitAsync(_answerWithin, cancellation);
        if (_known is not { } known)
        {
            Appear(found);
            return;
        }
        switch (TableRules.Judge(known, found, _self))
        {
            case TableVerdict.Evicted evicted:
                EndAtOnce.End($"the membership table goes on without {_self}: {evicted.Reason}");
                break;
            case TableVerdict.Lost lost:
                _stands = false;
                await Restore(found, lost, cancellation);
                break;
            default:
                (_known, _stands) = (found, true);
                break;
        }
    }

    private void Appear(MembershipRows found)
    {
        if (found.StatusOf(_self) == SiloStatus.Active)
        {
            (_known, _stands) = (found, true);
        }
        else if (clock.GetElapsedTime(_began) > _appearWithin)
        {
            EndAtOnce.End($"{_self} is active, and the membership table never had it as such");
        }
    }

    private async Task Restore(MembershipRows found, TableVerdict.Lost lost, CancellationToken cancellation)
    {
        if (!await table.Restore(found, lost).WaitAsync(_answerWithin, cancellation))
        {
            // Another silo wrote the table at the same time.
            _soon.Release();
            return;
        }
        (_known, _stands) = (lost.Restored, true);
        LogRestored(found.Version, lost.Restored.Version, lost.Restored.Rows.Count, lost.Strangers.Count);
        foreach (var row in lost.Strangers.Values)
        {
            await record.Make(MembershipRows.AddressOf(row), _answerWithin);
        }
    }

    /// <summary>While the table cannot be read, the record of evictions decides.</summary>
    private async Task AskElsewhere(CancellationToken cancellation)
    {
        try
        {
            if (await evictions.Has(silo.SiloAddress, cancellation).WaitAsync(_answerWithin, cancellation))
            {
                EndAtOnce.End($"{_self} was declared dead");
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogUnread(exception.Message);
        }
    }

    [LoggerMessage(1230, LogLevel.Warning, "This process did not run for {Seconds:F1} s; membership is read before anything else")]
    private partial void LogHeldUp(double seconds);

    [LoggerMessage(1231, LogLevel.Warning, "The membership table was lost (version found: {Found}): written again as version {Version} with {Rows} rows, without {Strangers} that joined meanwhile")]
    private partial void LogRestored(int? found, int? version, int rows, int strangers);

    [LoggerMessage(1232, LogLevel.Debug, "Membership could not be read: {Cause}")]
    private partial void LogUnread(string cause);
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Commands;

/// <inheritdoc cref="ICommandGrain"/>
/// <remarks>
/// Grains/Commands/README.md draws the flow with the numbers used here; <see cref="LadderLock"/> describes how calls interleave. The state in memory was read
/// from the ledger or is written there. When the outcome of a write is unknown, the state in memory is dropped and read again.
/// </remarks>
[CollectionAgeLimit(Minutes = 5)]
public sealed partial class CommandGrain(CommandDependencies with) : Grain, ICommandGrain
{
    private readonly ILogger _logger = with.Loggers.CreateLogger<CommandGrain>();
    private readonly LadderLock _turns = new();
    private CommandState? _state;
    private long _version;
    private bool _counted;

    private string Id => this.GetPrimaryKeyString();

    public async ValueTask<IssueAnswer> Issue(IssueCommand command, CancellationToken cancellation)
    {
        var answer = await Decide(CommandRules.Complete(command), cancellation);
        with.Instruments.Issued(command.Class, answer.Outcome);
        if (_state is null)
        {
            DeactivateOnIdle();
        }
        return answer;
    }

    public async ValueTask Wake(CancellationToken cancellation)
    {
        if (await Known(cancellation) is null)
        {
            DeactivateOnIdle();
            return;
        }
        // With the version that it has: a board that shows it ignores that, one that lost it takes it.
        _changed = true;
        Plan(TimeSpan.Zero);
    }

    public async ValueTask<LadderPage?> Ladders(string after, int limit, CancellationToken cancellation)
    {
        if (limit is < 1 or > 1_000)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "1–1,000");
        }
        if (await Known(cancellation) is not { } state)
        {
            DeactivateOnIdle();
            return null;
        }
        var page = await with.Ledger.Ladders(Id, after, limit, with.Now, cancellation);
        return page is null ? null : page with { Command = state.Summary(with.Now, _version), Ladders = [.. page.Ladders.Select(Newest)] };

        // A hand-over may still be on its way to the ledger.
        Ladder Newest(Ladder stored) => state.Ladders.Find(stored.EfectivoId) is { } live && live.Step > stored.Step
            ? stored with { Step = live.Step, Sends = Math.Max(stored.Sends, live.Sends) }
            : stored;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        CountOpen(false);
        return Task.CompletedTask;
    }

    /// <summary>The live copy, read from the ledger when there is none. Not to be called inside a turn.</summary>
    private async ValueTask<CommandState?> Known(CancellationToken cancellation)
    {
        if (_state is { } known)
        {
            return known;
        }
        using (await _turns.All())
        {
            if (_state is null && await with.Ledger.Read(Id, cancellation) is { } stored)
            {
                _state = CommandState.Of(stored);
                LogResumed(Id, stored.Ladders.Length, _state.Ladders.Owing);
                await Resume(_state);
            }
            return _state;
        }
    }

    /// <summary>Writes inside a turn. When the outcome is unknown, the state in memory counts no more.</summary>
    private async ValueTask<ImmutableArray<LedgerOutcome>> Write(CommandWrite write)
    {
        try
        {
            return await with.Ledger.Write(write with { Critical = _state?.Offer.Class == CommandClass.Critical });
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <summary>Drops the state in memory, because the ledger has newer steps or a write's outcome is unknown. The next call reads the ledger.</summary>
    private void Forget()
    {
        CountOpen(false);
        _state = null;
        Plan(TimeSpan.FromSeconds(1));
    }

    /// <summary>Grows with every change, also over activations; reading does not move it.</summary>
    private void NextVersion() => _version = Math.Max(_version + 1, new DateTimeOffset(with.Now).ToUnixTimeMilliseconds());

    private void CountOpen(bool open)
    {
        if (open != _counted)
        {
            with.Instruments.Opened(open ? 1 : -1);
            _counted = open;
        }
    }
}

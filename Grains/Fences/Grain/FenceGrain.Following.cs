using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Faults;

namespace GrupoGad.Fences;

/// <remarks>Effects of an event: a command, a line in its operation's timeline. Each recognises the event, so a repetition does nothing.</remarks>
public sealed partial class FenceGrain
{
    private const int FollowMax = 500;

    /// <summary>Stored events may be pending that were not reported to this activation.</summary>
    private bool _follow;

    public async ValueTask Follow(ImmutableArray<FenceEvent> events)
    {
        try
        {
            await FollowAll(events);
        }
        catch (Exception exception)
        {
            LogOwing(_with.Logger, Id, _pause.TotalSeconds, exception);
            _follow = true;
            GoOn();
        }
    }

    private async Task FollowUp()
    {
        while (_follow)
        {
            var owed = await _with.Records.Owed(Id, FollowMax, default);
            await FollowAll(owed);
            _follow = owed.Length == FollowMax;
        }
    }

    private async Task FollowAll(ImmutableArray<FenceEvent> events)
    {
        if (events.IsEmpty)
        {
            return;
        }
        foreach (var told in events)
        {
            await Command(told);
        }
        await _with.Faults.Reach(FaultPoints.FenceCommanded);
        foreach (var own in events.Where(told => told.OperationId.Length > 0).GroupBy(told => told.OperationId))
        {
            if (!await GrainFactory.GetGrain<IFencedOperationGrain>(own.Key).Note([.. own]))
            {
                LogNoOperation(_with.Logger, own.Key, Id);
            }
        }
        await _with.Faults.Reach(FaultPoints.FenceNoted);
        await _with.Journal.Settle(events);
    }

    /// <remarks>
    /// A removal sends no command, because the deletion of a zone is no movement of those inside and no one in the field has to act. Screens, timelines
    /// and feeds receive the exits all the same.
    /// </remarks>
    private async Task Command(FenceEvent told)
    {
        if (told.Cause == FenceCause.FenceRemoved || (State.Plan ?? State.Leaving)?.Reaction is not { } reaction || !reaction.On.Contains(told.Kind) || FenceReactions.Wish(told, reaction) is not { } wish)
        {
            return;
        }
        var answer = await GrainFactory.GetGrain<ICommandGrain>(FenceReactions.CommandId(told)).Issue(wish);
        _with.Instruments.Reacted(answer.Outcome.ToString());
        // In use: it was sent as the reaction was worded then.
        if (answer.Outcome is not (IssueOutcome.Issued or IssueOutcome.AlreadyIssued or IssueOutcome.IdInUse))
        {
            LogRefused(_with.Logger, told.EventId, answer.Outcome.ToString(), answer.Rule);
        }
    }
}

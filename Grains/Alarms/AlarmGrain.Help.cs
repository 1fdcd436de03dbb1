using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Operations;

namespace GrupoGad.Alarms;

/// <remarks>
/// Help is an operation that a person names for the alarm. This grain does not store the helpers on the way; it reads them from the operation's assignments as
/// long as the alarm is open.
/// </remarks>
public sealed partial class AlarmGrain
{
    private ImmutableArray<string> _helpers = [];
    private Task _looking = Task.CompletedTask;

    public async ValueTask<AlarmAnswer> Help(string operationId, string actor, CancellationToken cancellation)
    {
        if (await Bounded(GrainFactory.GetGrain<IOperationGrain>(operationId).Describe(CancellationToken.None).AsTask()) is not { } operation)
        {
            return new AlarmAnswer { Outcome = AlarmOutcome.UnknownOperation };
        }
        if (operation.Status is OperationStatus.Completed or OperationStatus.Cancelled)
        {
            return new AlarmAnswer { Outcome = AlarmOutcome.Invalid, Rule = "operationId: an operation that is not closed" };
        }
        await Settled();
        var answer = await Bounded(Carry(AlarmRules.Help(_stored.Value, operationId, actor, _with.Now)));
        _looking = LookForHelp();
        await _with.InTime(_looking, _with.Options.RingWithinMs);
        return answer with { Alarm = Summary() };
    }

    private async Task LookForHelp()
    {
        if (_face.OperationId.Length == 0 || !AlarmRules.IsOpen(_face))
        {
            return;
        }
        try
        {
            var operation = await GrainFactory.GetGrain<IOperationGrain>(_face.OperationId).Describe();
            var helpers = AlarmRules.Helpers(operation?.Assignments ?? [], Id);
            if (!helpers.SequenceEqual(_helpers))
            {
                _helpers = helpers;
                NextVersion();
                Tell();
                _ = GrainFactory.GetGrain<IInboxOwnGrain>(Id).Changed(OwnPart.Alarm);
            }
        }
        catch (Exception exception)
        {
            LogHelpUnknown(_with.Logger, Id, _face.OperationId, exception);
        }
    }
}

using GrupoGad.Efectivos;
using static GrupoGad.Operations.Plans;

namespace GrupoGad.Operations;

/// <summary>
/// Operations and efectivos of the real rules, and between them messages that are delivered late, twice, in any order or never. An operation may
/// crash: what it has not written is gone, what it owes it does again.
/// </summary>
internal sealed class ExchangeWorld
{
    public const int Operations = 3;
    public const int Efectivos = 3;

    private readonly List<(int Operation, Bond Bond, Debts Debt)> _underWay = [];
    private readonly OperationState[] _stored = [.. Enumerable.Range(0, Operations).Select(_ => Planned())];
    private readonly OperationState[] _held = new OperationState[Operations];
    private readonly Hold[] _holds = [.. Enumerable.Range(0, Efectivos).Select(_ => new Hold(Availability.Available, null, []))];
    private readonly List<TimelineEntry>[] _timelines = [.. Enumerable.Range(0, Operations).Select(_ => new List<TimelineEntry>())];
    private readonly Dictionary<string, int> _reserveCalls = [];
    private int _ids;

    public ExchangeWorld()
    {
        for (var i = 0; i < Operations; i++)
        {
            _held[i] = _stored[i];
            _timelines[i].AddRange(_stored[i].Entries);
        }
    }

    public static string Code(int efectivo) => $"E-{efectivo:D3}";

    public IReadOnlyList<OperationState> States => _held;

    public IReadOnlyList<Hold> Holds => _holds;

    public IReadOnlyList<IReadOnlyList<TimelineEntry>> Timelines => _timelines;

    public Decision Assign(int operation, int efectivo) => Change(operation, state =>
        AssignmentRules.Open(state, [Code(efectivo)], Request(), () => $"a-{++_ids}").Decision);

    public Decision Step(int operation, int efectivo, AssignmentStep step) => Change(operation, state =>
        AssignmentRules.Step(state, Code(efectivo), "", step, Request("why")));

    public Decision Move(int operation, OperationMove move) => Change(operation, state => OperationRules.Move(state, move, true, Request("why")));

    /// <summary>A person asks for an availability.</summary>
    public void Ask(int efectivo, Availability to)
    {
        var hold = _holds[efectivo];
        if (ReservationRules.Refuses(hold.Reservation, to) is null && AvailabilityRules.Refuses(hold.Availability, to) is null)
        {
            _holds[efectivo] = hold with { Availability = to };
        }
    }

    /// <summary>Sends what is owed, all of it.</summary>
    public void Send(int operation)
    {
        foreach (var bond in _held[operation].Bonds.Values)
        {
            Called(bond, bond.Owed);
            _underWay.AddRange(new[] { Debts.Reserve, Debts.Engage, Debts.Release }.Where(debt => (bond.Owed & debt) != 0).Select(debt => (operation, bond, debt)));
        }
    }

    /// <summary>One message arrives; its answer too, or not.</summary>
    public void Deliver(int which, bool again, bool answered)
    {
        if (_underWay.Count == 0)
        {
            return;
        }
        var message = _underWay[which % _underWay.Count];
        if (again)
        {
            Called(message.Bond, message.Debt);
        }
        else
        {
            _underWay.RemoveAt(which % _underWay.Count);
        }
        var answer = Arrive(message.Operation, message.Bond, message.Debt);
        if (answered)
        {
            answer();
        }
    }

    public void Crash(int operation) => _held[operation] = _stored[operation];

    /// <summary>The faults are over: everything owed is done, in order, and answered.</summary>
    public void Settle()
    {
        while (_underWay.Count > 0)
        {
            Deliver(0, again: false, answered: true);
        }
        for (var round = 0; round < 4; round++)
        {
            for (var operation = 0; operation < Operations; operation++)
            {
                Send(operation);
            }
            while (_underWay.Count > 0)
            {
                Deliver(0, again: false, answered: true);
            }
        }
    }

    private void Called(Bond bond, Debts debt)
    {
        if ((debt & Debts.Reserve) != 0)
        {
            _reserveCalls[bond.AssignmentId] = _reserveCalls.GetValueOrDefault(bond.AssignmentId) + 1;
        }
    }

    private Action Arrive(int operation, Bond bond, Debts debt)
    {
        var efectivo = int.Parse(bond.EfectivoId[2..], System.Globalization.CultureInfo.InvariantCulture);
        switch (debt)
        {
            case Debts.Reserve:
                (var answer, _holds[efectivo]) = ReservationRules.Reserve(_holds[efectivo], $"OP-{operation}", bond.AssignmentId);
                return () => Change(operation, state => AssignmentRules.Reserved(state, bond, answer, _reserveCalls[bond.AssignmentId] == 1, Now.AddMinutes(1)) is { } happened
                    ? Decision.ByItself(happened) : Decision.Unchanged);
            case Debts.Engage:
                (var held, _holds[efectivo]) = ReservationRules.Engage(_holds[efectivo], bond.AssignmentId);
                return () =>
                {
                    Assert.True(held || _held[operation].Bonds[bond.EfectivoId] is var now && (now.AssignmentId != bond.AssignmentId || !now.IsWorking), "An accepted efectivo was not held.");
                    Paid(operation, bond, Debts.Engage);
                };
            default:
                _holds[efectivo] = ReservationRules.Release(_holds[efectivo], bond.AssignmentId);
                return () => Paid(operation, bond, Debts.Release);
        }
    }

    private void Paid(int operation, Bond bond, Debts debt) =>
        _held[operation] = OperationRules.Apply(_held[operation], Decision.ByItself(new DebtPaid(bond.EfectivoId, bond.AssignmentId, debt)), Now);

    private Decision Change(int operation, Func<OperationState, Decision> decide)
    {
        var decision = decide(_held[operation]);
        if (decision.Events.Length > 0)
        {
            _held[operation] = _stored[operation] = OperationRules.Apply(_held[operation], decision, Now);
            _timelines[operation].AddRange(_stored[operation].Entries);
        }
        return decision;
    }
}

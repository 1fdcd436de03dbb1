using System.Globalization;
using GrupoGad.Efectivos;
using static GrupoGad.Operations.Plans;

namespace GrupoGad.Operations;

/// <summary>
/// Operations and efectivos of the real rules, and between them messages that are delivered late, twice, in any order or never. An operation may
/// crash: what it has not written is gone, what it owes it does again. Plans are moved while all this goes on, and time passes.
/// </summary>
internal sealed class ExchangeWorld
{
    public const int Operations = 3;
    public const int Efectivos = 3;

    private enum Word
    {
        Take,
        Widen,
        Settle,
        Begin,
        Release,
    }

    private sealed record Message(int Operation, StoredAssignment StoredAssignment, Word Word, HoldTime Time, object? Move);

    /// <summary>A plan that is being moved by an operation that is alive.</summary>
    private sealed class Moving(OperationPlan plan)
    {
        public OperationPlan Plan => plan;

        public HashSet<string> Asked { get; } = [];

        public HashSet<string> Answered { get; } = [];
    }

    private readonly List<Message> _underWay = [];
    private readonly OperationState[] _stored = [.. Enumerable.Range(0, Operations).Select(i => Planned(Of(startsInHours: i)))];
    private readonly OperationState[] _held = new OperationState[Operations];
    private readonly Moving?[] _moving = new Moving?[Operations];
    private readonly Hold[] _holds = [.. Enumerable.Range(0, Efectivos).Select(_ => new Hold(Availability.Available, [], []))];
    private readonly List<TimelineEntry>[] _timelines = [.. Enumerable.Range(0, Operations).Select(_ => new List<TimelineEntry>())];
    private readonly Dictionary<string, int> _takes = [];
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

    public DateTime Clock { get; private set; } = Now;

    public IReadOnlyList<OperationState> States => _held;

    public IReadOnlyList<Hold> Holds => _holds;

    public IReadOnlyList<IReadOnlyList<TimelineEntry>> Timelines => _timelines;

    public Decision Assign(int operation, int efectivo) => Change(operation, state =>
        AssignmentRules.Open(state, [Code(efectivo)], Request(), () => $"a-{++_ids}").Decision);

    public Decision Step(int operation, int efectivo, AssignmentStep step)
    {
        var request = Request("why");
        var decision = AssignmentRules.Step(_held[operation], Code(efectivo), "", step, request);
        if (decision.Outcome == OperationOutcome.Done && HoldRules.BeginsEarly(_held[operation], Code(efectivo), step, Clock) is { } early)
        {
            (var answer, _holds[efectivo]) = ReservationRules.Begin(_holds[efectivo], early.AssignmentId, Clock);
            if (answer.Outcome == ReserveOutcome.HeldByOther)
            {
                return Decision.Refused(OperationOutcome.PersonBusy, answer.Rule);
            }
        }
        return Change(operation, state => AssignmentRules.Step(state, Code(efectivo), "", step, request));
    }

    public Decision Move(int operation, OperationMove move) => Change(operation, state => OperationRules.Move(state, move, true, Request("why")));

    /// <summary>A plan is to be moved: everybody held is asked for the new time first.</summary>
    public void Replan(int operation, int startsInHours, int hours)
    {
        var plan = Of(startsInHours, hours);
        if (_moving[operation] is not null || _held[operation].IsClosed)
        {
            return;
        }
        if (!HoldRules.Moves(_held[operation], plan))
        {
            Change(operation, state => Replanned(state, operation, plan));
            return;
        }
        Change(operation, _ => Decision.ByItself(new ReservationsPending(IsMoving: true)));
        _moving[operation] = new Moving(plan);
        AskToMove(operation);
    }

    /// <summary>A person asks for an availability.</summary>
    public void Ask(int efectivo, Availability to)
    {
        var hold = _holds[efectivo];
        if (ReservationRules.Refuses(hold, to, Clock) is null && AvailabilityRules.Refuses(hold.Availability, to) is null)
        {
            _holds[efectivo] = hold with { Availability = ReservationRules.Becomes(hold, to) };
        }
    }

    public void Pass(int minutes) => Clock = Clock.AddMinutes(minutes);

    /// <summary>Sends what is owed and due, all of it.</summary>
    public void Send(int operation)
    {
        var state = _held[operation];
        foreach (var bond in state.Bonds.Values)
        {
            Owed(operation, bond, PendingEffects.Reserve, Word.Take, true);
            Owed(operation, bond, PendingEffects.Hold, Word.Settle, _moving[operation] is null);
            Owed(operation, bond, PendingEffects.Engage, Word.Begin, HoldRules.Begins(state, bond, Clock));
            Owed(operation, bond, PendingEffects.Release, Word.Release, true);
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
            Called(message);
        }
        else
        {
            _underWay.RemoveAt(which % _underWay.Count);
        }
        var answer = Arrive(message);
        if (answered)
        {
            answer();
        }
    }

    public void Crash(int operation)
    {
        (_held[operation], _moving[operation]) = (_stored[operation], null);
        if (_held[operation] is { IsClosed: false, IsMoving: true })
        {
            Change(operation, _ => Decision.ByItself(new ReservationsPending(IsMoving: false)));
        }
    }

    /// <summary>The faults are over: everything owed is done, in order, and answered.</summary>
    public void Settle()
    {
        for (var operation = 0; operation < Operations; operation++)
        {
            Crash(operation);
        }
        for (var round = 0; round < 6; round++)
        {
            while (_underWay.Count > 0)
            {
                Deliver(0, again: false, answered: true);
            }
            for (var operation = 0; operation < Operations; operation++)
            {
                Send(operation);
            }
        }
        while (_underWay.Count > 0)
        {
            Deliver(0, again: false, answered: true);
        }
    }

    private void Owed(int operation, StoredAssignment bond, PendingEffects debt, Word word, bool isDue)
    {
        if ((bond.Owed & debt) != 0 && isDue)
        {
            Put(new Message(operation, bond, word, HoldRules.Time($"OP-{operation}", _held[operation], _held[operation].Plan!, bond, Clock), null));
        }
    }

    private void Put(Message message)
    {
        Called(message);
        _underWay.Add(message);
    }

    private void AskToMove(int operation)
    {
        var moving = _moving[operation]!;
        foreach (var bond in _held[operation].Bonds.Values.Where(bond => HoldRules.IsBelieved(bond) && moving.Asked.Add(bond.AssignmentId)))
        {
            Put(new Message(operation, bond, Word.Widen, HoldRules.Both($"OP-{operation}", _held[operation], moving.Plan, bond, Clock), moving));
        }
    }

    private void Called(Message message)
    {
        if (message.Word == Word.Take)
        {
            _takes[message.StoredAssignment.AssignmentId] = _takes.GetValueOrDefault(message.StoredAssignment.AssignmentId) + 1;
        }
    }

    private Action Arrive(Message message)
    {
        var (operation, bond) = (message.Operation, message.StoredAssignment);
        ref var hold = ref _holds[int.Parse(bond.EfectivoId[2..], CultureInfo.InvariantCulture)];
        ReserveAnswer answer;
        switch (message.Word)
        {
            case Word.Take:
                (answer, hold) = ReservationRules.Take(hold, message.Time, Clock);
                return () => Change(operation, state =>
                    AssignmentRules.Reserved(state, bond, answer, message.Time.Revision, _takes[bond.AssignmentId] == 1, Clock.AddMinutes(1)) is { } happened
                        ? Decision.ByItself(happened) : Decision.Unchanged);
            case Word.Widen:
                (answer, hold) = ReservationRules.Retime(hold, message.Time, Clock);
                return () => Widened(message, answer);
            case Word.Settle:
                (answer, hold) = ReservationRules.Retime(hold, message.Time, Clock);
                return () =>
                {
                    Assert.True(answer.Outcome == ReserveOutcome.Reserved || !IsBelieved(operation, bond), "What is held could not be settled.");
                    // The call is one of this state of its operation, or it is one of before and pays nothing.
                    if (message.Time.Revision == _held[operation].HoldRevision)
                    {
                        Paid(operation, bond, PendingEffects.Hold);
                    }
                };
            case Word.Begin:
                (answer, hold) = ReservationRules.Begin(hold, bond.AssignmentId, Clock);
                return () =>
                {
                    Assert.True(answer.Outcome != ReserveOutcome.NotHeld || !IsBelieved(operation, bond), "An accepted efectivo was not held.");
                    if (answer.Outcome != ReserveOutcome.HeldByOther && message.Time.Revision == _held[operation].HoldRevision)
                    {
                        Paid(operation, bond, PendingEffects.Engage);
                    }
                };
            default:
                hold = ReservationRules.Release(hold, bond.AssignmentId);
                return () => Paid(operation, bond, PendingEffects.Release);
        }
    }

    private void Widened(Message message, ReserveAnswer answer)
    {
        var operation = message.Operation;
        if (_moving[operation] is not { } moving || !ReferenceEquals(moving, message.Move))
        {
            return;
        }
        moving.Answered.Add(message.StoredAssignment.AssignmentId);
        if (answer.Outcome == ReserveOutcome.HeldByOther)
        {
            _moving[operation] = null;
            Change(operation, _ => Decision.ByItself(new ReservationsPending(IsMoving: false)));
        }
        else if (moving.Asked.IsSubsetOf(moving.Answered))
        {
            AskToMove(operation);
            if (moving.Asked.IsSubsetOf(moving.Answered))
            {
                _moving[operation] = null;
                Change(operation, state => Replanned(state, operation, moving.Plan));
            }
        }
    }

    private static Decision Replanned(OperationState state, int operation, OperationPlan plan) =>
        OperationRules.Plan(state, $"OP-{operation}", plan, null, Request(), Now, RemindBefore);

    private bool IsBelieved(int operation, StoredAssignment bond) =>
        _held[operation].Bonds[bond.EfectivoId] is var now && now.AssignmentId == bond.AssignmentId && HoldRules.IsBelieved(now);

    private void Paid(int operation, StoredAssignment bond, PendingEffects debt) =>
        _held[operation] = OperationRules.Apply(_held[operation], Decision.ByItself(new EffectExecuted(bond.EfectivoId, bond.AssignmentId, debt)), Clock);

    private Decision Change(int operation, Func<OperationState, Decision> decide)
    {
        var decision = decide(_held[operation]);
        if (decision.Events.Length > 0)
        {
            _held[operation] = _stored[operation] = OperationRules.Apply(_held[operation], decision, Clock);
            _timelines[operation].AddRange(_stored[operation].Entries);
        }
        return decision;
    }
}

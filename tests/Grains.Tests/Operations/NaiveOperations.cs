namespace GrupoGad.Operations;

/// <summary>What must become of operations and bonds, said a second time with words and tables alone: no debts, no messages.</summary>
internal sealed class NaiveOperations
{
    private readonly string[] _status = [.. Enumerable.Repeat("Planned", ExchangeWorld.Operations)];
    private readonly Dictionary<(int Operation, int Efectivo), string> _bonds = [];

    private static readonly Dictionary<string, string> _moves = new()
    {
        ["Planned Start"] = "InProgress", ["Planned Cancel"] = "Cancelled", ["InProgress Pause"] = "Paused", ["InProgress Complete"] = "Completed",
        ["InProgress Cancel"] = "Cancelled", ["Paused Resume"] = "InProgress", ["Paused Complete"] = "Completed", ["Paused Cancel"] = "Cancelled",
        ["Completed Reopen"] = "InProgress",
    };

    private static readonly string[] _working = ["Accepted", "EnRoute", "OnScene"];

    public void Moved(int operation, OperationMove move, Decision decision)
    {
        var isLegal = _moves.TryGetValue($"{_status[operation]} {move}", out var to);
        Assert.Equal(isLegal, decision.Outcome == OperationOutcome.Done);
        if (!isLegal)
        {
            return;
        }
        _status[operation] = to!;
        if (to is "Completed" or "Cancelled")
        {
            foreach (var key in _bonds.Keys.Where(key => key.Operation == operation && IsOpen(_bonds[key])).ToArray())
            {
                _bonds[key] = "Released";
            }
        }
    }

    public void Assigned(int operation, int efectivo, Decision decision)
    {
        var isClosed = _status[operation] is "Completed" or "Cancelled";
        var isOpen = _bonds.TryGetValue((operation, efectivo), out var step) && IsOpen(step);
        Assert.False(decision.Outcome == OperationOutcome.Done && (isClosed || isOpen), "Assigned twice, or to a closed operation.");
        if (decision.Outcome == OperationOutcome.Done)
        {
            _bonds[(operation, efectivo)] = "Reserved";
        }
    }

    public void Stepped(int operation, int efectivo, AssignmentStep to, Decision decision)
    {
        if (!_bonds.TryGetValue((operation, efectivo), out var from))
        {
            Assert.Equal(OperationOutcome.Invalid, decision.Outcome);
            return;
        }
        var isLegal = to switch
        {
            AssignmentStep.Released or AssignmentStep.Reassigned => IsOpen(from),
            AssignmentStep.Accepted or AssignmentStep.Refused or AssignmentStep.Expired => from == "Proposed",
            AssignmentStep.EnRoute => from == "Accepted",
            AssignmentStep.Done or AssignmentStep.Unable => _working.Contains(from),
            _ => from is "Accepted" or "EnRoute",
        };
        Assert.True(isLegal == (decision.Outcome == OperationOutcome.Done), $"{from} to {to}: {decision.Outcome} {decision.Rule}");
        if (isLegal)
        {
            _bonds[(operation, efectivo)] = to.ToString();
        }
    }

    /// <summary>Deliveries move a bond from Reserved alone: to Proposed, or to Released when it was denied.</summary>
    public void Follow(ExchangeWorld world)
    {
        foreach (var (key, step) in _bonds.ToArray())
        {
            var now = world.States[key.Operation].Bonds[ExchangeWorld.Code(key.Efectivo)].Step.ToString();
            if (step == "Reserved" && now is "Proposed" or "Released" && step == "Reserved")
            {
                _bonds[key] = now;
            }
        }
    }

    public void Agrees(ExchangeWorld world)
    {
        Assert.Equal(_status, world.States.Select(state => state.Status.ToString()));
        Assert.All(_bonds, pair => Assert.Equal(pair.Value, world.States[pair.Key.Operation].Bonds[ExchangeWorld.Code(pair.Key.Efectivo)].Step.ToString()));
        Assert.Equal(_bonds.Count, world.States.Sum(state => state.Bonds.Count));
    }

    private static bool IsOpen(string step) => step is "Reserved" or "Proposed" || _working.Contains(step);
}

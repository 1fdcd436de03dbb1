using System.Text.Json.Serialization;

namespace GrupoGad.Operations;

/// <summary>An assignment as its operation stores it: its step, and the effects still to be executed on the other side.</summary>
[GenerateSerializer, Immutable, Alias("gad.state.operation.bond")]
public sealed record StoredAssignment
{
    [Id(0)] public required string EfectivoId { get; init; }

    [Id(1)] public required string AssignmentId { get; init; }

    [Id(2)] public required AssignmentStep Step { get; init; }

    [Id(3)] public required DateTime At { get; init; }

    [Id(4)] public string Reason { get; init; } = "";

    /// <summary>The request that opened it: a retry gets the same answer.</summary>
    [Id(5)] public string RequestId { get; init; } = "";

    /// <summary>The answer of the efectivo's grain to the reservation; Pending until it answers.</summary>
    [Id(6)] public AssignOutcome Outcome { get; init; } = AssignOutcome.Pending;

    /// <summary>Actor that answered for the efectivo.</summary>
    [Id(7)] public string Actor { get; init; } = "";

    /// <summary>When the proposal expires, UTC. The same at every repetition, or it would be another command.</summary>
    [Id(8)] public DateTime? Until { get; init; }

    [Id(9)] public PendingEffects Owed { get; init; }

    /// <summary>The recommendation or joint plan that it follows; empty: none.</summary>
    [Id(10)] public string Recommendation { get; init; } = "";

    /// <summary>The rules that a supervisor overruled for it; empty: none.</summary>
    [Id(11)] public string Overruled { get; init; } = "";

    [JsonIgnore]
    public bool IsOpen => Step is >= AssignmentStep.Reserved and <= AssignmentStep.OnScene;

    [JsonIgnore]
    public bool IsWorking => Step is >= AssignmentStep.Accepted and <= AssignmentStep.OnScene;

    public Assignment View() => new()
    {
        EfectivoId = EfectivoId, AssignmentId = AssignmentId, Step = Step, At = At, Reason = Reason, CommandId = Until is null ? "" : AssignmentId,
    };
}

/// <summary>
/// What an operation still has to do for a bond. Each is safe to do twice, so that it is marked done with the next write, not with one of its own.
/// Numbers are stored.
/// </summary>
[Flags]
public enum PendingEffects
{
    None = 0,
    Reserve = 1,
    Propose = 2,

    /// <summary>An operator spoke for the efectivo: its command learns the answer.</summary>
    Answer = 4,

    Engage = 8,
    Release = 16,

    /// <summary>The proposal is taken back.</summary>
    Withdraw = 32,

    /// <summary>Its grain learns which time is held.</summary>
    Hold = 64,

    /// <summary>It is let go, and other orders of the operation ask nothing more of it.</summary>
    Dismiss = 128,
}

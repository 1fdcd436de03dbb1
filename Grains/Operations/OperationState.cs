using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GrupoGad.Operations;

/// <summary>The stored document of an operation, never sent as a message. Immutable, so that a change that is not stored is never half seen.</summary>
[GenerateSerializer, Immutable, Alias("gad.state.operation")]
public sealed record OperationState
{
    /// <summary>Null until planned.</summary>
    [Id(0)] public OperationPlan? Plan { get; init; }

    [Id(1)] public OperationStatus Status { get; init; } = OperationStatus.Planned;

    [Id(2)] public DateTime? ActualStart { get; init; }

    [Id(3)] public DateTime? ActualEnd { get; init; }

    /// <summary>Start of the pause that goes on; null: none does.</summary>
    [Id(4)] public DateTime? PausedSince { get; init; }

    /// <summary>Sum of the pauses that are over, milliseconds.</summary>
    [Id(5)] public long PausedMs { get; init; }

    /// <summary>The newest bond of each efectivo ever asked, by its code.</summary>
    [Id(6)] public ImmutableDictionary<string, StoredAssignment> Bonds { get; init; } = ImmutableDictionary<string, StoredAssignment>.Empty;

    /// <summary>The last requests that changed something, oldest first.</summary>
    [Id(7)] public ImmutableArray<AnsweredRequest> Answered { get; init; } = [];

    /// <summary>Timeline entries of the write that stores this document. The store adds them to the timeline in the same transaction.</summary>
    [Id(8)] public ImmutableArray<TimelineEntry> Entries { get; init; } = [];

    [Id(9)] public long LastSequence { get; init; }

    /// <summary>Grows with every change that others can see.</summary>
    [Id(10)] public long Version { get; init; }

    /// <summary>The booking that its commander's diary holds for it; null: none.</summary>
    [Id(11)] public Booking? Booking { get; init; }

    /// <summary>Bookings it no longer needs and has not given back.</summary>
    [Id(12)] public ImmutableArray<Booking> Unbooked { get; init; } = [];

    /// <summary>When its people are reminded; null: they were, or it was planned too late for that.</summary>
    [Id(13)] public DateTime? RemindAt { get; init; }

    /// <summary>Id of the reminding command while that has to be issued; empty: none has.</summary>
    [Id(14)] public string Notice { get; init; } = "";

    /// <summary>The last events of its fences that are lines of its timeline, oldest first, so that an event that is reported twice is recognised.</summary>
    [Id(15)] public ImmutableArray<string> FenceEvents { get; init; } = [];

    /// <summary>Grows with every change of the time that it holds of its people; 0: written by a version that held them without a time.</summary>
    [Id(16)] public long HoldRevision { get; init; }

    /// <summary>How many efectivos it asks for by itself at a person's request; 0: none.</summary>
    [Id(17)] public int Filling { get; init; }

    /// <summary>Its people have been asked for another time, and the move to that time is not decided yet.</summary>
    [Id(18)] public bool IsMoving { get; init; }

    /// <summary>It is closed, and some of its commands have not been notified yet.</summary>
    [Id(20)] public bool OwesEnd { get; init; }

    public bool IsClosed => Status is OperationStatus.Completed or OperationStatus.Cancelled;

    /// <summary>Something is to be done without being asked, also when it is closed.</summary>
    public bool Owes => OwesEnd || Notice.Length > 0 || Unbooked.Length > 0 || Bonds.Values.Any(bond => bond.Owed != PendingEffects.None);

    [JsonIgnore]
    public int OpenBonds => Bonds.Values.Count(bond => bond.IsOpen);
}

/// <summary>A request that was answered, and what it asked for.</summary>
[GenerateSerializer, Immutable, Alias("gad.state.operation.request")]
public readonly record struct AnsweredRequest([property: Id(0)] string RequestId, [property: Id(1)] string What);

using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Operations;

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>A small past: one efectivo, one operation. Boxes whose west is a number of <see cref="Refusals"/> are refused that way.</summary>
internal sealed class MadeUpHistory : ITimeMachine, IPresenceHistory
{
    public static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly PastStanding _standing = new() { DisplayName = "Móvil 7", Unit = "Sur", Availability = Availability.OnTask };
    private static readonly Fix _fix = new() { Point = new GeoPoint(-34.6, -58.4), DeviceTime = Noon.AddSeconds(-100), SpeedMps = 2 };

    private static readonly PastOperation _operation = new()
    {
        OperationId = "OP-7", Title = "Control", Type = OperationType.Patrol, Priority = OperationPriority.High, Status = OperationStatus.InProgress,
        PlannedStart = Noon, PlannedEnd = Noon.AddHours(1), Area = [new(0, 0), new(0, 1), new(1, 1)], People = [new("M-7", AssignmentStep.OnScene, Noon)],
    };

    private static readonly PastFence _fence = new()
    {
        FenceId = "F-1", Active = true,
        Plan = new FencePlan { Name = "Plaza", Shape = new FenceShape { Kind = FenceKind.Circle, Centre = new GeoPoint(-34.6, -58.4), RadiusM = 300 } },
    };

    public static readonly Dictionary<double, HistoryVerdict> Refusals = new()
    {
        [1] = new HistoryVerdict { Outcome = HistoryOutcome.TooMany, Rule = "at most 20000 efectivos" },
        [2] = new HistoryVerdict { Outcome = HistoryOutcome.TooSlow, Rule = "answered within 8000 ms" },
        [3] = HistoryVerdict.NotKept,
        [4] = new HistoryVerdict { Outcome = HistoryOutcome.BrokenArea, Rule = "a valid shape; this one: Self-intersection[1 2]" },
    };

    public ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation) => new(new PastPicture
    {
        Verdict = Verdict(query.Bounds.West),
        Efectivos = [new PastEfectivo { EfectivoId = "M-7", Standing = _standing, Fix = _fix, ReceivedTime = Noon.AddSeconds(-99), Source = ReportSource.Rest }],
        Operations = [_operation],
        Fences = [_fence],
    });

    public ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation) => new(new PastChanges
    {
        Verdict = Verdict(query.Bounds.West),
        Actors = [new PastActor("M-7", _standing)],
        Moves = [new PastMove(0, query.From.AddSeconds(1), _fix), new PastMove(0, query.From.AddSeconds(2), null)],
        Turns = [new PastTurn(0, query.From.AddSeconds(1.5), _standing with { Availability = Availability.Available })],
        Operations = [new PastOperationChange(query.From.AddSeconds(3), _operation with { Status = OperationStatus.Paused })],
        Fences = [new PastFenceChange(query.From.AddSeconds(4), "F-1", null)],
    });

    public ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation) => new(new Coverage
    {
        Verdict = Verdict(query.Bounds.West), Cells = [new CoveredCell(new CellId((byte)query.Level, 5, 6), 1, 2, 30)],
    });

    public ValueTask<InsideAnswer> Inside(InsideQuery query, CancellationToken cancellation) => new(new InsideAnswer
    {
        Verdict = Verdict(query.Area[0].Outer[0].Longitude),
        Visitors = [new Visitor { EfectivoId = "M-7", Fixes = 0, Visits = 0, Crossings = 1, FirstCrossing = Noon, LastCrossing = Noon }],
    });

    public ValueTask<PatrolEvidence> Evidence(PatrolQuery query, ImmutableArray<CellId> candidates, CancellationToken cancellation) => new(new PatrolEvidence(
        Verdict(query.Area[0].Outer[0].Longitude), candidates, [("M-7", [_fix])], null));

    private static HistoryVerdict Verdict(double west) => Refusals.GetValueOrDefault(west, HistoryVerdict.Answered);
}

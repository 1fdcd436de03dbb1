using System.Globalization;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Operations;
using GrupoGad.Silo.Tests.Operations;
using GrupoGad.Storage;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.History;

/// <summary>How efectivos and operations stood in the past, kept by their own grains over PostGIS.</summary>
public sealed class StandingTests(PostGisServer server) : IAsyncLifetime
{
    private static readonly GeoBounds _town = new(-34.7, -58.5, -34.5, -58.3);
    private readonly List<(DateTime At, string Picture)> _seen = [];
    private TestDatabase _database = null!;
    private OperationsSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await OperationsSilo.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_picture_of_each_instant_tells_the_standing_of_then_and_not_of_now()
    {
        var efectivo = await _silo.Registered("E-1");
        await efectivo.Report(Report("E-1"), Cancellation);
        await See();
        await efectivo.ChangeAvailability(new AvailabilityChange { To = Availability.Unavailable, Actor = "operator-1" }, Cancellation);
        await See();
        await efectivo.Register(new EfectivoProfile { DisplayName = "Otro nombre", Unit = "Sur", Skills = ["rescate"], Contact = "555" }, Cancellation);
        await See();
        await efectivo.ChangeAvailability(new AvailabilityChange { To = Availability.Available, Actor = "operator-1" }, Cancellation);
        await See();

        await PastIsAsItWasSeen();
        Assert.Equal(4, _seen.Select(seen => seen.Picture).Distinct().Count());
        Assert.Equal(["1|operator-1", "4|operator-1", "1|"], (await _database.Lines("SELECT availability || '|' || actor FROM availability_history ORDER BY at DESC")));
    }

    [Fact]
    public async Task The_picture_of_each_instant_tells_the_operations_of_then_with_their_people_and_place()
    {
        foreach (var id in (string[])["E-1", "E-2"])
        {
            await (await _silo.Registered(id)).Report(Report(id), Cancellation);
        }
        var operation = _silo.Operation("OP-1");
        var plan = Of() with { Area = [new(-34.6, -58.4), new(-34.6, -58.39), new(-34.61, -58.39)] };
        await See();
        await operation.Plan(plan, Request());
        await See();
        await operation.Assign(["E-1", "E-2"], Request());
        await See();
        await operation.Step("E-1", "", AssignmentStep.Accepted, Request());
        await operation.Step("E-2", "", AssignmentStep.Refused, Request("enfermo"));
        await See();
        await operation.Move(OperationMove.Start, false, Request());
        await See();
        // Its text looks like a place: it must not be taken for one.
        await operation.Plan(plan with { Title = "point=1,1; area=2,2 3,3", Point = new GeoPoint(-34.55, -58.35) }, Request());
        await See();
        await operation.Move(OperationMove.Pause, false, Request());
        await See();
        await operation.Plan(plan with { Point = null, Area = [], Title = "Sin lugar" }, Request());
        await See();
        await operation.Move(OperationMove.Complete, true, Request());
        await Reports.Until("its people are free", async () => (await _silo.Grains.GetGrain<IEfectivoGrain>("E-1").Describe())!.Reservation is null);
        await See();

        await PastIsAsItWasSeen();
        Assert.Equal(8, _seen.Select(seen => seen.Picture).Distinct().Count());
        await ChangesLeadThere(_seen[0].At, _seen[^1].At);
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_answered_as_too_slow()
    {
        await using var stack = await PostGisStack.Start(_database.Address, null, ("Gad:History:StatementTimeoutMs", "50"));
        await using (await _database.Hold("LOCK TABLE last_positions"))
        {
            var picture = await stack.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = DateTime.UtcNow }, Cancellation);
            Assert.Equal(HistoryOutcome.TooSlow, picture.Verdict.Outcome);
            Assert.Contains("50 ms", picture.Verdict.Rule, StringComparison.Ordinal);
        }
        Assert.True((await stack.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = DateTime.UtcNow }, Cancellation)).Verdict.IsAnswered);
    }

    [Fact]
    public async Task In_memory_mode_every_question_about_the_past_is_told_that_none_is_kept()
    {
        await using var memory = await SiloStack.Start(null);
        var picture = await memory.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = DateTime.UtcNow }, Cancellation);
        Assert.Equal(HistoryOutcome.NotKept, picture.Verdict.Outcome);
    }

    /// <summary>Remembers what the grains themselves tell now.</summary>
    private async Task See()
    {
        var efectivos = new List<string>();
        foreach (var id in (string[])["E-1", "E-2"])
        {
            if (await _silo.Grains.GetGrain<IEfectivoGrain>(id).Describe(Cancellation) is { } view)
            {
                efectivos.Add(Line(id, view.Profile.DisplayName, view.Profile.Unit, view.Profile.Skills, view.Availability));
            }
        }
        var operation = await _silo.Operation("OP-1").Describe(Cancellation);
        var open = operation is { Status: <= OperationStatus.Paused }
            ? Line(operation.Plan.Title, operation.Status, operation.Plan.Point, operation.Plan.Area,
                operation.Assignments.Where(bond => bond.IsOpen).Select(bond => $"{bond.EfectivoId} {bond.Step}"))
            : "";
        _seen.Add((DateTime.UtcNow, string.Join('\n', [.. efectivos, open])));
    }

    private async Task PastIsAsItWasSeen()
    {
        foreach (var (at, picture) in _seen)
        {
            Assert.Equal(picture, Text(await _silo.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = at }, Cancellation)));
        }
    }

    private async Task ChangesLeadThere(DateTime from, DateTime to)
    {
        var machine = _silo.Get<ITimeMachine>();
        var changes = await machine.Changes(new ChangesQuery { Bounds = _town, From = from, To = to }, Cancellation);
        foreach (var (at, picture) in _seen.Skip(1))
        {
            var then = (await machine.Snapshot(new SnapshotQuery { Bounds = _town, At = from }, Cancellation)).Efectivos
                .ToDictionary(efectivo => efectivo.EfectivoId, efectivo => efectivo.Standing);
            foreach (var turn in changes.Turns.Where(turn => turn.At <= at))
            {
                then[changes.Actors[turn.Actor].EfectivoId] = turn.Standing;
            }
            var operation = changes.Operations.LastOrDefault(change => change.At <= at).Operation;
            Assert.Equal(picture, string.Join('\n',
                [.. then.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Line(pair.Key, pair.Value)), operation is { Status: <= OperationStatus.Paused } ? Line(operation) : ""]));
        }
    }

    private static string Text(PastPicture picture) => string.Join('\n',
        [.. picture.Efectivos.Select(efectivo => Line(efectivo.EfectivoId, efectivo.Standing)), picture.Operations.IsEmpty ? "" : Line(Assert.Single(picture.Operations))]);

    private static string Line(string id, PastStanding standing) => Line(id, standing.DisplayName, standing.Unit, standing.Skills, standing.Availability!);

    private static string Line(PastOperation operation) => Line(
        operation.Title, operation.Status, operation.Point, operation.Area, operation.People.Select(person => $"{person.EfectivoId} {person.Step}"));

    private static string Line(params object?[] parts) => string.Join('|', parts.Select(part => part is System.Collections.IEnumerable and not string
        ? string.Join(',', ((System.Collections.IEnumerable)part).Cast<object>()) : Convert.ToString(part, CultureInfo.InvariantCulture)));

    private static PositionReport Report(string id) => Reports.Of(id, DateTime.UtcNow.AddSeconds(-2)) with { ReceivedTime = DateTime.UtcNow };
}

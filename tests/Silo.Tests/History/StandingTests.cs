using System.Globalization;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Operations;
using GrupoGad.Silo.Tests.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.History;

/// <summary>How efectivos and operations stood in the past, kept by their own grains over PostGIS.</summary>
public sealed class StandingTests(PostGisServer server) : OperationsOnPostGis(server)
{
    private static readonly GeoBounds _town = new(-34.7, -58.5, -34.5, -58.3);
    private readonly List<(DateTime At, string Picture)> _seen = [];

    [Fact]
    public async Task The_picture_of_each_instant_tells_the_standing_of_then_and_not_of_now()
    {
        var efectivo = await Silo.Registered("E-1");
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
        Assert.Equal(["1|operator-1", "4|operator-1", "1|"], (await Database.Lines("SELECT availability || '|' || actor FROM availability_history ORDER BY at DESC")));
    }

    [Fact]
    public async Task The_picture_of_each_instant_tells_the_operations_of_then_with_their_people_and_place()
    {
        foreach (var id in (string[])["E-1", "E-2"])
        {
            await (await Silo.Registered(id)).Report(Report(id), Cancellation);
        }
        var operation = Silo.Operation("OP-1");
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
        await Reports.Until("its people are free", async () => (await Silo.Grains.GetGrain<IEfectivoGrain>("E-1").Describe())!.Reservation is null);
        await See();

        await PastIsAsItWasSeen();
        Assert.Equal(8, _seen.Select(seen => seen.Picture).Distinct().Count());
        await ChangesLeadThere(_seen[0].At, _seen[^1].At);
    }

    [Fact]
    public async Task The_picture_of_each_instant_tells_the_fences_of_then()
    {
        await Database.Run($"""
            CREATE TABLE IF NOT EXISTS fence_history (id text NOT NULL, version bigint NOT NULL, valid_from timestamptz NOT NULL, valid_to timestamptz,
                active boolean NOT NULL, document jsonb NOT NULL, shape geometry(Geometry, 4326), radius_m double precision NOT NULL, PRIMARY KEY (id, version));
            INSERT INTO fence_history VALUES
                ('F-1', 1, '2026-03-14T12:00:00Z', '2026-03-14T12:10:00Z', true, '{Fence("Una", -58.51)}', ST_SetSRID(ST_MakePoint(-58.51, -34.6), 4326), 2000),
                ('F-1', 2, '2026-03-14T12:10:00Z', '2026-03-14T12:20:00Z', false, '{Fence("Otra", -58.51)}', ST_SetSRID(ST_MakePoint(-58.51, -34.6), 4326), 2000),
                ('F-2', 1, '2026-03-14T12:05:00Z', NULL, true, '{Fence("Con uno", null)}', NULL, 2000),
                ('F-3', 1, '2026-03-14T12:05:00Z', NULL, true, '{Fence("Lejos", -58.6)}', ST_SetSRID(ST_MakePoint(-58.6, -34.6), 4326), 2000)
            """);
        Assert.Equal("", await Fences(-1));
        Assert.Equal("F-1 Una True", await Fences(0));
        Assert.Equal("F-1 Una True, F-2 Con uno True", await Fences(5));
        Assert.Equal("F-1 Otra False, F-2 Con uno True", await Fences(10));
        Assert.Equal("F-2 Con uno True", await Fences(20));
        var changes = await Silo.Get<ITimeMachine>().Changes(
            new ChangesQuery { Bounds = _town, From = Reports.Noon.AddMinutes(10), To = Reports.Noon.AddMinutes(20) }, Cancellation);
        Assert.Equal((Reports.Noon.AddMinutes(20), "F-1", null), Assert.Single(changes.Fences) is var (at, id, fence) ? (at, id, fence) : default);
        changes = await Silo.Get<ITimeMachine>().Changes(
            new ChangesQuery { Bounds = _town, From = Reports.Noon.AddMinutes(9), To = Reports.Noon.AddMinutes(10) }, Cancellation);
        Assert.Equal("Otra", Assert.Single(changes.Fences).Fence!.Plan.Name);

        async Task<string> Fences(int minute) => string.Join(", ", (await Silo.Get<ITimeMachine>().Snapshot(
            new SnapshotQuery { Bounds = _town, At = Reports.Noon.AddMinutes(minute) }, Cancellation)).Fences.Select(one => $"{one.FenceId} {one.Plan.Name} {one.Active}"));

        static string Fence(string name, double? longitude) => System.Text.Json.JsonSerializer.Serialize(new
        {
            name, shape = new { kind = 1, radiusM = 2000, centre = longitude is null ? null : new { latitude = -34.6, longitude } },
        });
    }

    [Fact]
    public async Task Where_roads_are_loaded_a_patrol_is_told_how_much_of_each_street_it_came_near_to()
    {
        await (await Silo.Registered("E-1")).Report(Report("E-1"), Cancellation);
        var query = new PatrolQuery
        {
            Area = [new FencePart { Outer = [new(-34.61, -58.41), new(-34.61, -58.39), new(-34.59, -58.39), new(-34.59, -58.41)] }],
            From = DateTime.UtcNow.AddMinutes(-5), To = DateTime.UtcNow.AddMinutes(5), Level = 15, Efectivos = ["E-1"],
        };
        Assert.Null((await Silo.Get<IPresenceHistory>().Evidence(query, [], Cancellation)).Streets);
        // E-1 reports from -34.6, -58.4. Two pieces of one street, a street 18 m off, one 90 m off, one without a name, one outside the area.
        await Database.Run("""
            CREATE TABLE IF NOT EXISTS road_edges (id bigint PRIMARY KEY, source bigint NOT NULL, target bigint NOT NULL, length_m double precision NOT NULL,
                speed_mps double precision NOT NULL, oneway smallint NOT NULL, name text NOT NULL, geom geometry(LineString, 4326) NOT NULL);
            INSERT INTO road_edges SELECT id, 1, 2, length_m, 10, 0, name, ST_GeomFromText(line, 4326) FROM (VALUES
                (1, 100, 'Corrientes', 'LINESTRING(-58.4005 -34.6, -58.3995 -34.6)'), (2, 300, 'Corrientes', 'LINESTRING(-58.3995 -34.6, -58.396 -34.6)'),
                (3, 50, 'Paralela', 'LINESTRING(-58.4005 -34.60016, -58.3995 -34.60016)'), (4, 70, 'Lejana', 'LINESTRING(-58.4005 -34.6008, -58.3995 -34.6008)'),
                (5, 10, '', 'LINESTRING(-58.4005 -34.6, -58.3995 -34.6)'), (6, 10, 'Ajena', 'LINESTRING(-58.3 -34.6, -58.31 -34.6)')) AS made (id, length_m, name, line)
            """);
        var streets = (await Silo.Get<IPresenceHistory>().Evidence(query, [], Cancellation)).Streets!.Value;
        Assert.Equal([("Corrientes", 400.0, 100.0, true), ("Lejana", 70, 0, false), ("Paralela", 50, 50, true)],
            streets.Select(street => (street.Name, street.LengthM, street.VisitedM, street.First is not null)));
    }

    [Fact]
    public async Task An_older_installation_remembers_what_it_can_tell()
    {
        await (await Silo.Registered("E-1")).Report(Report("E-1"), Cancellation);
        await Silo.Operation("OP-1").Plan(Of(), Request());
        await Silo.Operation("OP-1").Assign(["E-1"], Request());
        await Silo.Operation("OP-1").Step("E-1", "", AssignmentStep.Accepted, Request());
        await Reports.Until("it is on task", async () => (await Silo.Grains.GetGrain<IEfectivoGrain>("E-1").Describe())!.Availability == Availability.OnTask);
        await See();
        await Silo.Operation("OP-1").Move(OperationMove.Start, false, Request());
        await See();
        await Silo.Operation("OP-1").Move(OperationMove.Pause, false, Request());
        await See();
        await Silo.Operation("OP-1").Move(OperationMove.Resume, false, Request());
        await See();
        // As if it had been made before anything of this was kept.
        await Database.Run("""
            DROP TABLE profile_history, availability_history, operation_history;
            DROP TRIGGER efectivo_begun ON grain_states; DROP TRIGGER efectivo_remembered ON grain_states;
            DROP TRIGGER operation_begun ON grain_states; DROP TRIGGER operation_remembered ON grain_states;
            DROP FUNCTION gad_remember_efectivo, gad_remember_operation, gad_summarize_position_partition, gad_ensure_position_partition;
            ALTER FUNCTION gad_make_position_partition RENAME TO gad_ensure_position_partition;
            DELETE FROM schema_migrations WHERE scriptname LIKE '%0013_history%'
            """);
        await using (await PostGisStack.Start(Database.Address))
        {
        }
        await PastIsAsItWasSeen();
        Assert.True(await Database.Ask<bool>("""
            SELECT bool_and(reloptions @> ARRAY['autosummarize=on']) FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid
            WHERE indrelid::regclass::text LIKE 'position_reports_%' AND relam = (SELECT oid FROM pg_am WHERE amname = 'brin')
            """));
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_answered_as_too_slow()
    {
        await using var stack = await PostGisStack.Start(Database.Address, null, ("Gad:History:StatementTimeoutMs", "1000"));
        await using (await Database.Hold("LOCK TABLE last_positions"))
        {
            var picture = await stack.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = DateTime.UtcNow }, Cancellation);
            Assert.Equal(HistoryOutcome.TooSlow, picture.Verdict.Outcome);
            Assert.Contains("1000 ms", picture.Verdict.Rule, StringComparison.Ordinal);
        }
        // A busy machine may need more than that second for it, but not each time.
        await Reports.Until("it is answered again", async () =>
            (await stack.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = DateTime.UtcNow }, Cancellation)).Verdict.IsAnswered);
    }

    [Fact]
    public async Task In_memory_mode_every_question_about_the_past_is_told_that_none_is_kept()
    {
        await using var memory = await SiloStack.Start(null);
        var picture = await memory.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = DateTime.UtcNow }, Cancellation);
        Assert.Equal(HistoryOutcome.NotKept, picture.Verdict.Outcome);
    }

    /// <summary>Remembers what the grains themselves tell, at an instant before and after which they tell the same.</summary>
    private Task See() => Reports.Until("the grains are at rest", async () =>
    {
        var before = await Told();
        var at = DateTime.UtcNow;
        if (before != await Told())
        {
            return false;
        }
        _seen.Add((at, before));
        return true;
    });

    private async Task<string> Told()
    {
        var efectivos = new List<string>();
        foreach (var id in (string[])["E-1", "E-2"])
        {
            if (await Silo.Grains.GetGrain<IEfectivoGrain>(id).Describe(Cancellation) is { } view)
            {
                efectivos.Add(Line(id, view.Profile.DisplayName, view.Profile.Unit, view.Profile.Skills, view.Availability));
            }
        }
        var operation = await Silo.Operation("OP-1").Describe(Cancellation);
        var open = operation is { Status: <= OperationStatus.Paused }
            ? Line(operation.Plan.Title, operation.Status, operation.Plan.Point, operation.Plan.Area,
                operation.Assignments.Where(bond => bond.IsOpen).Select(bond => $"{bond.EfectivoId} {bond.Step}"))
            : "";
        return string.Join('\n', [.. efectivos, open]);
    }

    private async Task PastIsAsItWasSeen()
    {
        // Who never was in that table is nowhere: it follows the history by moments, on a busy machine by more.
        await Reports.Until("everybody has a last position", async () => await Database.Ask<long>(
            "SELECT count(*) FROM position_reports WHERE efectivo_id NOT IN (SELECT efectivo_id FROM last_positions)") == 0);
        foreach (var (at, picture) in _seen)
        {
            Assert.Equal(picture, Text(await Silo.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = at }, Cancellation)));
        }
    }

    private async Task ChangesLeadThere(DateTime from, DateTime to)
    {
        var machine = Silo.Get<ITimeMachine>();
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

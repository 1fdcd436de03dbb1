using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Fuzz.Tests;

/// <summary>Good inputs of each parser: every branch of it is within a few mutations of one of them.</summary>
internal static partial class Seeds
{
    private static readonly Timestamp At = new() { Seconds = 1_796_000_000 };

    public static IReadOnlyList<byte[]> Of(string parser) => parser switch
    {
        "json" => [.. Text(Rest), .. Text(OsmAndBodies), .. Text(GeoJson)],
        "rest" => [.. Text(Rest)],
        "osmand-json" => [.. Text(OsmAndBodies)],
        "osmand-form" => [.. Text(OsmAndQueries)],
        "frame-json" => [.. Text(FrameTexts), .. Frames.Select(frame => Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(frame)))],
        "frame-binary" => [.. Frames.Select(frame => frame.ToByteArray())],
        "geojson" => [.. Text(GeoJson)],
        "csv" => [.. Text(Csv)],
        "protobuf" => [.. Messages.Select((message, i) => (byte[])[(byte)i, .. message.ToByteArray()])],
        "ogc" => [.. Text(["bbox=-58.6,-34.8,-58.2,-34.5&datetime=2026-11-01T00:00:00Z/..&limit=10", "bbox=1,2,0,3,4,9&datetime=2026-11-01T00:00:00Z&cursor=E-0417&f=json", "datetime=../2026-11-01T00:00:00Z&limit=99999999999", "f=xml&offset=5", "bbox=1,2,3&datetime=2026-11-02T00:00:00Z/2026-11-01T00:00:00Z&cursor=&limit=0", "stranger=1&datetime=..", "f=json"])],
        "query" => [.. Text(["availability=Available&skill=medic&freshness=Stale&bbox=-58.6,-34.8,-58.2,-34.5&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00-03:00&lat=-34.6&k=10&of=OnTask,OffDuty&after=E-0417&reason=ronda&force=true&efectivo=E-0417", "availability=Free&skill=&bbox=1,2&from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z&lat=x&k=1e1&of=OnTask,x&after=x&force=yes&efectivo=", "bbox=1,2,3,1&lat=NaN&from=soon&reason=" + new string('x', 501)])],
        "times" => [.. Text(["2026-11-30T12:00:00Z", "2026-11-30t12:00:00.123456789-03:00", "2016-12-31T23:59:60Z", "2026-10-25T02:30+01:00", "2026-03-28T22:00", "1796000000", "1796000000123", "2014-06-04 09:10:11", "01/12/2026 10:00:00Z"])],
        _ when Beside.TryGetValue(parser, out var texts) => [.. Text(texts)],
        _ => throw new ArgumentOutOfRangeException(nameof(parser), parser, "one of the parsers"),
    };

    private static IEnumerable<byte[]> Text(IEnumerable<string> texts) => texts.Select(Encoding.UTF8.GetBytes);

    private static readonly string[] Rest =
    [
        """[{"efectivoId":"E-0417","latitude":-34.6,"longitude":-58.4,"deviceTime":"2026-11-30T12:00:00Z","accuracyM":5,"speedMps":1.5,"courseDeg":90,"altitudeM":25,"battery":0.5}]""",
        """[{"efectivo_id":"E-0418","latitude":91,"longitude":"x","device_time":"yesterday","accuracy_m":-1,"speed_mps":null,"course_deg":360.5,"altitude_m":1e9,"battery":101,"colour":"red"},null,5]""",
    ];

    private static IEnumerable<JsonElement> Requests => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "requests.jsonl")).Select(line => JsonDocument.Parse(line).RootElement);

    private static IEnumerable<string> OsmAndBodies =>
    [
        .. Requests.Select(request => request.GetProperty("body").GetString()).OfType<string>(),
        """{"device_id":"E-0417","location":[{"timestamp":1796000000,"coords":{"latitude":-34.6,"longitude":-58.4,"accuracy":5,"speed":-1,"heading":360.5,"altitude":7},"battery":{"level":0.5}},{"coords":{"latitude":"x"}}]}""",
        """[{"device_id":"E-0417","location":{"coords":{"latitude":-34.6,"longitude":-58.4}},"timestamp":"2026-11-30 12:00:00"},{"location":{}},{"device_id":417,"location":[]}]""",
    ];

    private static IEnumerable<string> OsmAndQueries =>
    [
        .. Requests.Where(request => request.GetProperty("method").GetString() == "GET").Select(request => request.GetProperty("target").GetString()!.Split('?')[1]),
        "id=E-0417&location=-34.6,-58.4&timestamp=1796000000&accuracy=0&speed=NaN&bearing=360.5&batt=101&valid=1", "deviceid=E-0417&location=-34.6;-58.4", "id=E-1&valid=0",
    ];

    private static readonly string[] FrameTexts =
    [
        """{"positions":{"batchId":"7","reports":[{"efectivoId":"E-1","latitude":"1.5","longitude":2,"deviceTime":"2026-11-30T12:00:00z","battery":"x"},{"deviceTime":"yesterday"}]}}""",
        """{"commandAck":{"commandId":"c-12345678","step":"LADDER_STEP_SEEN","at":"2016-12-31T23:59:60z","position":{"latitude":1,"longitude":2}}}""",
        """{"subscribe":{"viewport":{"south":"north"}},"heartbeat":{"nonce":-1}}""",
        """{"subscribe":{"efectivos":["E-1",5],"board":"yes"}}""", """{"attach":{"device":7}}""", """{"commandAck":{"step":"NOPE","at":"2026-11-30T12:00:00+3:00"}}""", """{"positions":[]}""", """{"heartbeat":{"nonce":"1e1","reply":true}}""",
        """{"heartbeat":{"nonce":1.5}}""", """{"heartbeat":{"nonce":1,"reply":"yes"}}""", """{"heartbeat":{"nonce":-1},"panic":null}""", """{"panic":{"position":{"latitude":"1e999","longitude":true}}}""", """{"commandAck":{"step":99999999999}}""", """{"attach":{"lastSequence":"1.0"},"heartbeat":{}}""",
        """{"positions":{"batchId":7,"reports":[{"efectivoId":"E-1","latitude":1,"longitude":2,"deviceTime":"2026-11-30T12:00:00z"}]},"heartbeat":null}""", """{"subscribe":{"viewport":{"south":-1,"west":-1,"north":-2,"east":1}}}""", """{"subscribe":{"viewport":{"south":-1,"west":-1,"north":2,"east":1,"zoom":99},"efectivos":["x"]}}""",
    ];

    private static readonly ClientFrame[] Frames =
    [
        new() { Positions = new PositionBatch { BatchId = 7, Reports = { Report(), Report() } } },
        new() { Subscribe = new Subscribe { Viewport = new Viewport { South = -35, West = -59, North = -34, East = -58, Zoom = 12 }, Efectivos = { "E-0417" }, Commands = { "c-12345678" }, Board = true } },
        new() { Heartbeat = new Heartbeat { Nonce = 5 } },
        new() { CommandAck = new CommandAck { CommandId = "c-12345678", Step = LadderStep.Refused, Reason = "no puedo", At = At, Position = new LatLon { Latitude = 1, Longitude = 2 } } },
        new() { Attach = new Attach { Device = "phone", ResumeToken = "t" } },
        new() { Panic = new Panic() }, new() { CheckIn = new CheckIn() },
    ];

    private static readonly IMessage[] Messages =
    [
        new IssueCommandRequest { Class = CommandClass.Critical, Kind = CommandKind.Order, Text = "Vaya", OperationId = "OP-1", Point = new LatLon { Latitude = 1, Longitude = 2 }, Area = { new LatLon { Latitude = 1 } }, Deadline = At, AnswerWithin = new Duration { Seconds = 60 } },
        new OperationPlan { Title = "Ronda", Description = "d", PlannedStart = At, PlannedEnd = At, Point = new LatLon { Latitude = 1, Longitude = 2 }, Commander = "E-0417" },
        new FencePlan { Name = "Plaza" },
        new PutFenceRequest { ExpectedVersion = -2, Plan = Fence() },
        new CommandAck { CommandId = "c-12345678", Step = LadderStep.Seen, At = At, Position = new LatLon { Latitude = 1, Longitude = 2 } },
        new PositionBatch { BatchId = 1, Reports = { Report(), new PositionReport { EfectivoId = "E-0417", Latitude = -34.6, DeviceTime = At, AccuracyM = -1, SpeedMps = float.NaN } } },
        new IssueCommandRequest
        {
            Class = (CommandClass)9, Kind = CommandKind.Order, Text = "Vaya", Deadline = new Timestamp { Seconds = long.MaxValue }, AnswerWithin = new Duration { Seconds = -1 },
            Recipients = { new Recipients { Kind = RecipientKind.Area, Centre = new LatLon { Latitude = 91 }, RadiusM = 500, Ring = { new LatLon { Longitude = 181 } } } },
        },
        new OperationPlan { Title = "Ronda", Type = OperationType.Patrol, Priority = OperationPriority.High, PlannedEnd = new Timestamp { Nanos = -1 }, Wanted = uint.MaxValue, Area = { new LatLon() } },
        Fence(),
        new PutFenceRequest { ExpectedVersion = 0 },
        new CommandAck { Step = (LadderStep)99 },
        new PositionBatch(),
        new IssueCommandRequest { Class = CommandClass.Routine, Kind = CommandKind.Notice, Text = "Aviso", Deadline = At, AnswerWithin = new Duration { Seconds = 60 } },
        new OperationPlan { Title = "Ronda", Type = OperationType.Patrol, Priority = OperationPriority.High, PlannedStart = At, PlannedEnd = At },
        new FencePlan { Shape = new FenceShape(), Schedule = new FenceSchedule { Windows = { new FenceWindow { Day = 7, FromMinute = 1_440, ToMinute = 1_441 } } }, Watch = new FenceWatch { VoidBelow = uint.MaxValue, DwellAfter = new Duration { Nanos = -1 } } },
        new PutFenceRequest { ExpectedVersion = 7, Plan = new FencePlan { Shape = new FenceShape { Kind = FenceKind.Circle }, Name = "Plaza" } },
    ];

    private static FencePlan Fence() => new()
    {
        Name = "Plaza", OwnerKind = FenceOwnerKind.Operation, OwnerCode = "OP-1", Jurisdiction = "Sur", Notes = "n",
        Shape = new FenceShape
        {
            Kind = FenceKind.Polygon, Centre = new LatLon { Latitude = 1, Longitude = 2 }, RadiusM = 50, Line = { new LatLon() },
            Parts = { new FencePart { Outer = new Ring { Corners = { new LatLon(), new LatLon { Latitude = 1 } } }, Holes = { new Ring() } }, new FencePart() },
        },
        Schedule = new FenceSchedule { TimeZone = "Europe/Madrid", Windows = { new FenceWindow { Day = 1, FromMinute = 60, ToMinute = 120 } }, From = At, Until = At },
        Filter = new FenceFilter { Availabilities = { Availability.Available }, Units = { "Norte" }, Skill = "medic", Efectivos = { "E-0417" } },
        Watch = new FenceWatch { Enter = true, DwellAfter = new Duration { Seconds = 60 }, VoidBelow = 1, CrowdAbove = 2, SpeedAboveMps = 3 },
        Reaction = new FenceReaction { On = { FenceEventKind.Enter }, Class = CommandClass.Critical, Kind = CommandKind.Order, Text = "Vaya", Recipients = { new Recipients { Kind = RecipientKind.Unit, Value = "Norte" } } },
    };

    private static PositionReport Report() => new() { EfectivoId = "E-0417", Latitude = -34.6, Longitude = -58.4, DeviceTime = At, AccuracyM = 5, SpeedMps = 1, CourseDeg = 2, AltitudeM = 3, Battery = 0.5f };

    private static readonly string[] GeoJson =
    [
        """{"type":"FeatureCollection","features":[{"type":"Feature","id":"PLAZA","properties":{"name":"Plaza","radiusM":50},"geometry":{"type":"Point","coordinates":[-58.4,-34.6]}},{"type":"Feature","properties":{"code":"B-1"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[0.1,0.1],[0.2,0.1],[0.2,0.2],[0.1,0.1]]]}},{"type":"Feature","properties":null,"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[2,2],[3,2],[3,3],[2,2]]]]}},{"type":"Feature","properties":{"nombre":"Ruta","radiusM":20},"geometry":{"type":"LineString","coordinates":[[0,0,5],[1,1]]}}]}""",
        """{"type":"Feature","id":"A","properties":{"name":"Plaza"},"crs":{"type":"name","properties":{"name":"EPSG:22185"}},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}""",
        """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,0],[1,1],[0,0],[0,0]]]}""", """{"type":"Topology"}""", """{"type":"FeatureCollection","features":{}}""", """{"type":"FeatureCollection","features":[5,{"type":"Point"},{},null,7]}""",
        """{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"CRS84"}},"features":[{"type":"Feature","id":"A","geometry":{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},{"type":"MultiPolygon","coordinates":[[[[2,0],[3,0],[3,1],[2,0]]]]}]}},{"type":"Feature","id":"A","geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]}]}},{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"Point"},5]}},{"type":"Feature","crs":7,"geometry":{"type":"GeometryCollection"}}]}""",
        """{"type":"Feature","geometry":{"type":"Polygon","crs":{"properties":{"name":"x"}},"coordinates":[]}}""", """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[]}}""", """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,1],[0,0]]]}}""",
        """{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[]}""",
        """{"type":"FeatureCollection","features":[{"type":"Feature","id":7,"geometry":null},{"type":"Feature","id":"relation/12","geometry":{"type":"Point","coordinates":[200,"x"]}}]}""",
    ];

    private static readonly string[] Csv =
    [
        "efectivo,start,end,timeZone,note\r\nE-0417,2026-12-01T08:00,2026-12-01T16:00,UTC,\"puerta \"\"A\"\",\r\nnorte\"\r\n\r\nE-0418,2026-12-01T08:00:00,2026-12-01T16:00+03:00,,\n",
        "\uFEFFefectivo;start;end\nE-0417;2026-12-01T08:00;soon\n", "efectivo\tstart\tend\n", "start,end,efectivo\nsoon,\"2026,E-1\ne-1,x\"y,z\n",
    ];
}

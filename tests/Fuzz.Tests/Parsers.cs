using System.Text;
using System.Text.Json;
using Google.Protobuf;
using GrupoGad.Efectivos;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Duty;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Fences.Import;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Ingest.OsmAnd;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;
using GrupoGad.WebFrontend.Messages;
using GrupoGad.WebFrontend.Ogc;
using GrupoGad.WebFrontend.Times;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Refusal = GrupoGad.WebFrontend.Hosting.Refusal;

namespace GrupoGad.Fuzz.Tests;

/// <summary>Every parser of what comes from outside, as its door calls it. True: it was taken; false: refused in words. Anything thrown is a fault.</summary>
internal static class Parsers
{
    private static readonly DateTime Now = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static IReadOnlyDictionary<string, Func<byte[], bool>> All { get; } = new Dictionary<string, Func<byte[], bool>>(Bodies.All.Concat(Headers.All))
    {
        ["json"] = input => Document(input, _ => true),
        ["rest"] = input => Document(input, root => root.ValueKind == JsonValueKind.Array && Reports(root.EnumerateArray().Select(item => ReportJson.Read(item)).ToArray())),
        ["osmand-json"] = input => Document(input, root => Tracker(OsmAndJson.Read(root, Now))),
        ["osmand-form"] = input => Tracker(Form(input)),
        ["frame-json"] = input => Frame(Subprotocol.Json, input),
        ["frame-binary"] = input => Frame(Subprotocol.Protobuf, input),
        ["geojson"] = input => Document(input, root => ImportReading.Read(root, input.Length % 64 == 0 ? "a prefix" : "FENCE", 4).Refusals.Aggregate(true, (all, one) => all & Told(one))),
        ["csv"] = Csv,
        ["protobuf"] = Protobuf,
        ["ogc"] = Ogc,
        ["query"] = Query,
        ["times"] = Times,
    };

    private static bool Document(byte[] input, Func<JsonElement, bool> read)
    {
        var (document, refusal) = JsonText.Parse(input);
        using (document)
        {
            return document is null ? Told(refusal) : read(document.RootElement);
        }
    }

    private static bool Reports(IReadOnlyList<ReportFields> reports)
    {
        var taken = true;
        foreach (var report in reports)
        {
            taken &= Report(report.Report, report.Sent);
        }
        return taken;
    }

    private static bool Report(GrupoGad.Protocol.V1.PositionReport wire, AsSent sent)
    {
        var refused = sent.Fault;
        if (refused is null && ReportReading.TryRead(wire, null, ReportSource.Rest, 1, Now, sent, out var report, out refused))
        {
            Assert.True(report.Fix.Point.IsValid && report.Fix.Battery is null or >= 0 and <= 1 && report.Fix.CourseDeg is null or >= 0 and <= 360);
            sent.LeftOut.ForEach(one => Told(one));
            return true;
        }
        return Told(refused.Refusal) & Told(new Refusal("", sent.Word(refused.Refusal.Field), ""));
    }

    private static bool Tracker(OsmAndMessage message) => message.Refusal is { } refusal
        ? Told(refusal)
        : message.Reports.Zip(message.Sent).All(pair => Report(pair.First, pair.Second));

    private static OsmAndMessage Form(byte[] input)
    {
        var fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(input));
        return OsmAndFields.Read(name => fields.GetValueOrDefault(name, StringValues.Empty), Now);
    }

    private static bool Frame(Subprotocol subprotocol, byte[] input)
    {
        var (frame, unreadable, sent) = FrameReading.Read(subprotocol, input);
        if (frame is null)
        {
            var error = new ServerFrame { Error = ErrorFrames.Of(unreadable!) };
            AnswerEncoding.Encode(error, Subprotocol.Json);
            AnswerEncoding.Encode(error, Subprotocol.Protobuf);
            return false;
        }
        return frame.BodyCase switch
        {
            ClientFrame.BodyOneofCase.Positions => frame.Positions.Reports.Select((report, i) => Report(report, sent?[i] ?? new AsSent())).Aggregate(true, (all, one) => all & one),
            ClientFrame.BodyOneofCase.Subscribe => Wish.Read(frame.Subscribe, 100, 100).Refusal is null,
            ClientFrame.BodyOneofCase.CommandAck => CommandReading.TryRead(frame.CommandAck, "E-1", "E-1", Now, out _, out var refusal) || Told(refusal),
            _ => true,
        };
    }

    private static bool Csv(byte[] input)
    {
        string text;
        try
        {
            text = Strict.GetString(input);
        }
        catch (DecoderFallbackException)
        {
            return false; // As the door refuses it.
        }
        var csv = ShiftsCsv.Read(text, "UTC");
        csv.Faults.ForEach(fault => Words(fault.Field, fault.Value, fault.Rule));
        return csv.Faults.Count == 0;
    }

    private static bool Protobuf(byte[] input)
    {
        var (kind, body) = input.Length == 0 ? ((byte)0, input) : (input[0], input[1..]);
        try
        {
            return (kind % 6) switch
            {
                0 => CommandReading.TryRead(IssueCommandRequest.Parser.ParseFrom(body), "who", out _, out var refusal) || Told(refusal),
                1 => OperationReading.TryRead(OperationPlan.Parser.ParseFrom(body), out _, out var refusal) || Told(refusal),
                2 => FenceReading.TryRead(GrupoGad.Protocol.V1.FencePlan.Parser.ParseFrom(body), out _, out var refusal) || Told(refusal),
                3 => Put(PutFenceRequest.Parser.ParseFrom(body)),
                4 => CommandReading.TryRead(CommandAck.Parser.ParseFrom(body), "E-1", body.Length % 2 == 0 ? "E-1" : "operator-1", Now, out _, out var refusal) || Told(refusal),
                _ => PositionBatch.Parser.ParseFrom(body).Reports.Aggregate(true, (all, one) => all & Report(one, new AsSent())),
            };
        }
        catch (InvalidProtocolBufferException)
        {
            return false; // As the door refuses it.
        }
    }

    private static bool Put(PutFenceRequest request)
    {
        var reading = new WireReading();
        reading.Version(request.HasExpectedVersion, request.ExpectedVersion, GrupoGad.Expectation.Unstated);
        return FenceReading.TryRead(request.Plan, out _, out var refusal) & Told(refusal) & Told(reading.Refusal);
    }

    private static bool Ogc(byte[] input)
    {
        var query = new QueryCollection(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(input)));
        return Told(OgcReading.Read(query, ["bbox", "datetime", "limit", "cursor", "offset", "f"], new NoCollection()).Refusal) & (OgcReading.Strangers(query) is null | query.Count > 1);
    }

    private static bool Query(byte[] input)
    {
        var query = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(input));
        string? Of(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
        var reading = new QueryReading();
        reading.Filter(Of("availability"), Of("skill"), Of("freshness"));
        reading.Bounds(Of("bbox"));
        reading.Period(Of("from"), Of("to"));
        reading.Number("lat", Of("lat"), -90, 90);
        reading.Number("maxDistanceM", Of("lat"), -90, double.MaxValue);
        reading.Whole("k", Of("k"), 1, 1_000, 10);
        reading.Names<GrupoGad.Efectivos.Availability>("of", Of("of"));
        reading.After(Of("after"), EfectivoCode.IsValid);
        reading.Text("reason", Of("reason"), 500);
        reading.Flag("force", Of("force"));
        reading.Code("efectivo", Of("efectivo"), EfectivoCode.IsValid, EfectivoCode.Rule);
        return Told(reading.Refusal);
    }

    private static bool Times(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var taken = InstantText.TryRead(text, out var utc);
        Assert.True(!taken || utc.Kind == DateTimeKind.Utc);
        Assert.True(!taken || InstantText.TryRead(WallTimeText.Write(utc, text.Length % 2 == 0 ? "America/Argentina/Buenos_Aires" : text), out _));
        return taken | WallTimeText.TryRead(text, out _) | OsmAndTime.TryParse(text, out _);
    }

    /// <summary>The words of a refusal can be written in both of our encodings.</summary>
    public static bool Told(Refusal? refusal)
    {
        if (refusal is not null)
        {
            Words(refusal.Field, refusal.Value ?? "", refusal.Rule);
        }
        return refusal is null;
    }

    private static void Words(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            Strict.GetByteCount(word);
            Assert.InRange(word.Length, 0, 1_000);
        }
    }

    private sealed class NoCollection : IOgcCollection
    {
        public string Id => "";

        public string Title => "";

        public string Description => "";

        public Task<OgcFeatures> Page(OgcQuestion question, string cursor, CancellationToken cancellation) => Task.FromResult(new OgcFeatures([], ""));

        public Task<ItemFeature?> Find(string id, OgcQuestion question, CancellationToken cancellation) => Task.FromResult<ItemFeature?>(null);

        public bool IsCursor(string cursor, OgcQuestion question) => EfectivoCode.IsValid(cursor);
    }
}

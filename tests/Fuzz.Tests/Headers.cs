using System.Text;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Analytics;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Dispatch;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.History;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest.OsmAnd;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GrupoGad.Fuzz.Tests;

/// <summary>Headers and queries, which come beside a body; and calls for help, which are taken from whatever there is.</summary>
internal static class Headers
{
    private static readonly DateTime Now = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);

    public static IReadOnlyDictionary<string, Func<byte[], bool>> All { get; } = new Dictionary<string, Func<byte[], bool>>
    {
        ["distress"] = Distress,
        ["osmand-sos"] = Sos,
        ["if-match"] = Conditions,
        ["questions"] = Questions,
        ["subprotocols"] = Subprotocols,
    };

    /// <summary>True: all of it was understood.</summary>
    private static bool Distress(byte[] input)
    {
        var reading = DistressJson.Read(input, whole: input.Length % 8 != 0, Now);
        var understood = Rings(reading);
        var frame = DistressJson.Find(input, Now, out var isCheckIn);
        // A glance must not miss what a look finds, or a flood would hide it.
        Assert.True(frame is null || DistressJson.MayCall(input) || input.Length > 512 || !Encoding.UTF8.GetString(input).Contains("panic", StringComparison.Ordinal));
        return understood & (frame is null || Rings(frame)) & !isCheckIn;
    }

    private static bool Rings(DistressReading reading)
    {
        var alarm = reading.ToAlarm("E-1");
        Assert.True(CommandId.IsValid(alarm.AlarmId) && alarm.At <= Now.AddMinutes(5) && alarm.Point is null or { IsMeant: true });
        return reading.LeftOut.Aggregate(true, (_, left) => Parsers.Told(left)) && reading.LeftOut.Count == 0;
    }

    private static bool Sos(byte[] input)
    {
        var isJson = input is [(byte)'{' or (byte)'[', ..];
        var context = Bodies.Request(input, isJson ? "application/json" : "application/x-www-form-urlencoded");
        var (form, unreadable) = OsmAndForm.Read(context.Request, default).GetAwaiter().GetResult();
        Assert.True(unreadable is null or { SourceException: InvalidDataException or BadHttpRequestException });
        var call = OsmAndDistress.Read(context.Request, name => form?[name] ?? StringValues.Empty, default).AsTask().GetAwaiter().GetResult();
        var message = isJson ? OsmAndJson.Read(context.Request, Now, default).GetAwaiter().GetResult() : null;
        Parsers.Told(message?.Refusal);
        return call is not null;
    }

    /// <summary>Two headers, a line each.</summary>
    private static bool Conditions(byte[] input)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n');
        string? Header(int at) => lines.ElementAtOrDefault(at) is { Length: > 0 } line ? line : null;
        var condition = new Precondition(Header(0), Header(1));
        var reading = new BodyReading();
        var expected = condition.OfReplacing(reading.Refuse);
        condition.OfStep(reading.Refuse);
        Assert.Equal(Mismatch.None, (expected with { What = Expectation.Whatever }).Against(7));
        foreach (var outcome in new[] { OperationOutcome.Stale, OperationOutcome.Unversioned, OperationOutcome.Done })
        {
            condition.Problem(outcome, new Seven());
            condition.Problem(outcome, null);
        }
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Headers.IfNoneMatch = Header(1);
        object? Answered(object? result) =>
            new VersionedAnswers().InvokeAsync(EndpointFilterInvocationContext.Create(context), _ => ValueTask.FromResult(result)).AsTask().GetAwaiter().GetResult();
        Results<Ok<Seven>, ProblemHttpResult> nested = condition.Problem(OperationOutcome.Stale, new Seven()) is { } refusal ? refusal : TypedResults.Ok(new Seven());
        Answered(nested);
        Answered(TypedResults.NoContent());
        return Parsers.Told(reading.Refusal) & Answered(TypedResults.Ok(new Seven())) is not ProblemHttpResult;
    }

    private static bool Subprotocols(byte[] input)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = WebSocketToken.LivePath;
        context.Request.Headers.SecWebSocketProtocol = Encoding.UTF8.GetString(input);
        var received = new MessageReceivedContext(context, new AuthenticationScheme("test", null, typeof(JwtBearerHandler)), new JwtBearerOptions());
        WebSocketToken.Take(received);
        return received.Token is { Length: > 0 };
    }

    private static bool Questions(byte[] input)
    {
        var query = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(input));
        string? Of(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
        var reading = new QueryReading();
        reading.Past("t", Of("t"), Now);
        reading.Stretch(Of("id") ?? "", Of("from"), Of("to"), Now, 7);
        new CoverageParameters(Of("from"), Of("to"), Of("bbox"), Of("limit"), Of("format")).Read(reading, Now);
        new FenceEventEndpoints.Parameters(Of("fence"), Of("efectivo"), Of("operation"), Of("kind"), Of("from"), Of("to"), Of("before"), Of("limit")).Read(reading);
        new FindNearestEndpoints.Parameters(Of("lat"), Of("lon"), Of("n"), Of("maxDistanceM"), Of("skill")).Read(reading);
        FenceEventNumber.Read(reading, "Last-Event-ID", Of("before") ?? "");
        var area = new AreaParameters(Of("bbox"), Of("limit"), Of("cursor"), Of("format"), Of("availability"), Of("skill"), Of("freshness"));
        return area.TryRead(out _, out var refusal) & Parsers.Told(refusal) & Parsers.Told(reading.Refusal);
    }

    private sealed class Seven : IVersioned
    {
        public long Version => 7;

        public string? Moving => "m";
    }
}

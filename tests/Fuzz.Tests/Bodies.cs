using System.Security.Claims;
using System.Text.Json;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Commands;
using GrupoGad.WebFrontend.Dispatch;
using GrupoGad.WebFrontend.Duty;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.History;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Operations;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using GrupoGad.WebFrontend.Routes;
using GrupoGad.WebFrontend.RunPlans;
using GrupoGad.WebFrontend.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GrupoGad.Fuzz.Tests;

/// <summary>JSON bodies as the framework hands them to the resources: read with the options of the doors, then judged.</summary>
internal static class Bodies
{
    private static readonly IServiceProvider Doors = MakeDoors();

    private static readonly JsonSerializerOptions Options = Doors.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;

    private static readonly ClaimsPrincipal Somebody = new(new ClaimsIdentity([new Claim("sub", "operator-1"), new Claim("role", "Operator")], "test"));

    public static IReadOnlyDictionary<string, Func<byte[], bool>> All { get; } = new Dictionary<string, Func<byte[], bool>>
    {
        ["body-efectivo"] = input => Read<ProfileItem>(input, (item, reading) =>
        {
            if (item.Check() is { } refusal)
            {
                reading.Refuse(refusal);
                return;
            }
            Shown(ProfileItem.Of(item.ToProfile()));
        }),
        ["body-operation"] = input => Read<OperationItem>(input, (item, reading) =>
        {
            var plan = item.Read(reading);
            if (reading.Refusal is null)
            {
                Shown(OperationItem.Of(plan));
            }
        }),
        ["body-command"] = input => Read<CommandItem>(input, (item, reading) =>
        {
            var command = item.Read(reading, "operator-1");
            if (reading.Refusal is null)
            {
                Shown(command.Recipients.Select(RecipientsItem.Of));
            }
        })
            // The small bodies of moves, steps and answers have records without code of their own.
            | Read<MoveEndpoints.MoveItem>(input, (item, reading) => OperationRequests.Read(reading, item.RequestId, item.Reason, Somebody))
            | Read<AssignmentEndpoints.StepItem>(input, (item, reading) => OperationRequests.Read(reading, item.RequestId, item.Reason, Somebody))
            | Read<AssignmentEndpoints.AssignItem>(input, (item, reading) => OperationRequests.Read(reading, item.RequestId, item.Reason, Somebody))
            | Read<AnswerEndpoints.ReasonItem>(input, (item, reading) => reading.Text("reason", item.Reason, 0, OperationRequests.ReasonMax))
            | Read<AvailabilityEndpoints.AvailabilityItem>(input, (item, reading) => reading.Text("reason", item.Reason, 0, OperationRequests.ReasonMax))
            | Read<AlarmEndpoints.CancelItem>(input, (item, reading) => reading.Text("reason", item.Reason, 0, OperationRequests.ReasonMax))
            | Read<AlarmEndpoints.HelpItem>(input, (_, _) => { }) | Read<CheckInEndpoints.CheckInItem>(input, (_, _) => { }),
        ["body-fence"] = input => Read<FenceItem>(input, (item, reading) =>
        {
            var plan = item.Read(reading);
            // Empty rings, endless radii and speeds are never shown: the grain refuses them.
            if (reading.Refusal is null && plan.Shape.Parts.All(part => part.Outer.Length > 0) && double.IsFinite(plan.Shape.RadiusM + (plan.Watch.SpeedAboveMps ?? 0)))
            {
                Shown(FenceItem.Of(plan));
            }
        }),
        ["body-duty"] = input => Read<ShiftsItem>(input, (item, reading) => item.Read(reading)) | Read<LeaveItem>(input, (item, reading) => item.Read(reading)),
        ["body-webhook"] = input => Read<WebhookItem>(input, (item, reading) => Shown(WebhookItem.Of(item.Read(reading)))),
        ["body-run-plan"] = input => Read<RunPlanItem>(input, (item, _) => item.Read(OperationType.Patrol, OperationPriority.Low)),
        ["body-route"] = input => Read<RouteItem>(input, (item, reading) => item.Read(reading)),
        ["body-dispatch"] = input => Read<RecommendationEndpoints.RecommendItem>(input, (item, reading) => item.Read(reading, Somebody))
            | Read<JointEndpoints.JointItem>(input, (item, reading) => item.Read(reading, Somebody)),
        ["body-area"] = input => Read<PatrolEndpoints.PatrolItem>(input, (item, reading) => item.Read(reading)),
        ["merge-patch"] = Patch,
    };

    /// <summary>The services that a body is read with.</summary>
    public static DefaultHttpContext Request(byte[] body, string contentType)
    {
        var context = new DefaultHttpContext { RequestServices = Doors };
        (context.Request.Method, context.Request.ContentType, context.Request.ContentLength, context.Request.Body) = ("POST", contentType, body.Length, new MemoryStream(body));
        return context;
    }

    private static bool Read<TItem>(byte[] input, Action<TItem, BodyReading> read) where TItem : class
    {
        try
        {
            var reading = new BodyReading();
            if (JsonSerializer.Deserialize<TItem>(input, Options) is not { } item)
            {
                return false; // The framework: a body is needed.
            }
            read(item, reading);
            return Parsers.Told(reading.Refusal);
        }
        catch (JsonException unreadable)
        {
            return Unreadable(unreadable);
        }
    }

    private static bool Patch(byte[] input)
    {
        try
        {
            var patch = MergePatch.BindAsync(Request(input, MergePatch.ContentType)).AsTask().GetAwaiter().GetResult()!;
            var reading = new BodyReading();
            patch.Onto(new OperationItem { Title = "Ronda", Point = new PointItem(1, 2) }).Read(reading);
            return Parsers.Told(reading.Refusal);
        }
        catch (BadHttpRequestException refused) when (refused is { StatusCode: StatusCodes.Status400BadRequest, InnerException: JsonException unreadable })
        {
            return Unreadable(unreadable);
        }
    }

    private static bool Unreadable(JsonException unreadable) => Parsers.Told(new Refusal(unreadable.Path ?? "$", (unreadable as UnreadableValueException)?.Value, "of the documented shape"));

    /// <summary>A body that was taken can be shown again.</summary>
    private static void Shown<TItem>(TItem item) => JsonSerializer.SerializeToUtf8Bytes(item, Options);

    private static IServiceProvider MakeDoors()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddGadErrors();
        return builder.Build().Services;
    }
}

using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using GrupoGad.WebFrontend.Hosting;
using Status = Google.Rpc.Status;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>Errors of the gRPC endpoints: the field, the rule and the code of a <see cref="Refusal"/> stand in the status details.</summary>
internal static class RichStatus
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public static RpcException BadRequest(Wire.Refusal report)
    {
        var outcome = (GrupoGad.Efectivos.ReportOutcome)report.Outcome;
        return BadRequest(Outcomes.GrpcStatus(outcome), new RefusedReport(outcome, $"reports[{report.Index}].{report.Field}", report.Value, report.Rule).Refusal);
    }

    /// <summary>A value of the request that has no meaning.</summary>
    public static RpcException BadRequest(Refusal refusal) => BadRequest(StatusCode.InvalidArgument, refusal with { Field = WireNames.Field(refusal.Field) });

    /// <param name="refusal">Its field as the .proto files spell it.</param>
    public static RpcException BadRequest(StatusCode status, Refusal refusal) => new Status
    {
        Code = (int)status,
        Message = $"{refusal.Field}: {Description(refusal)}",
        Details = { Any.Pack(new BadRequest { FieldViolations = { Violation(refusal) } }) },
    }.ToRpcException();

    /// <summary>The status of an outcome of the domain; null when it is no refusal.</summary>
    /// <param name="value">As it was asked for.</param>
    /// <param name="field">As the answer names it; empty: as the table of outcomes does.</param>
    /// <param name="rule">As the answer says it; empty: as the table does.</param>
    public static RpcException? Of(System.Enum outcome, string value, string field = "", string rule = "")
    {
        if (StatusRules.Refuse(outcome, value, field, rule) is not { } refusal)
        {
            return null;
        }
        var row = StatusRules.Of(outcome);
        return BadRequest(row.Grpc, row.Http is StatusCodes.Status412PreconditionFailed or StatusCodes.Status428PreconditionRequired
            ? refusal with { Field = Messages.VersionReading.Field, Value = null }
            : refusal with { Field = WireNames.Field(refusal.Field) });
    }

    /// <param name="failure">Names the part that is away.</param>
    public static RpcException Unavailable(Exception failure) => new Status
    {
        Code = (int)StatusCode.Unavailable,
        Message = $"{GadUnavailableException.PartOf(failure)} is unavailable: send again with the same ids",
        Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryAfter) }) },
    }.ToRpcException();

    private static BadRequest.Types.FieldViolation Violation(Refusal refusal) => new()
    {
        Field = refusal.Field,
        Description = Description(refusal),
        Reason = WireNames.Field(refusal.Code).ToUpperInvariant(),
    };

    private static string Description(Refusal refusal) => refusal.Value is null ? refusal.Rule : $"{refusal.Rule}; it was '{refusal.Value}'";
}

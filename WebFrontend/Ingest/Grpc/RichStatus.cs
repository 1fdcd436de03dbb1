using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using GrupoGad.WebFrontend.Hosting;
using Status = Google.Rpc.Status;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>Errors of the gRPC doors, with the field named in the status details.</summary>
internal static class RichStatus
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public static RpcException BadRequest(Wire.Refusal refusal) => BadRequest(
        Outcomes.GrpcStatus((GrupoGad.Efectivos.ReportOutcome)refusal.Outcome),
        $"reports[{refusal.Index}].{refusal.Field}",
        $"{refusal.Rule}; it was '{refusal.Value}'");

    public static RpcException BadRequest(StatusCode code, string field, string rule) => new Status
    {
        Code = (int)code,
        Message = $"{field}: {rule}",
        Details =
        {
            Any.Pack(new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = rule } } }),
        },
    }.ToRpcException();

    /// <summary>A value of the request that has no meaning.</summary>
    public static RpcException BadRequest(Violation violation) => BadRequest(
        StatusCode.InvalidArgument, WireNames.Field(violation.Field), $"{violation.Rule}; it was '{violation.Value}'");

    /// <summary>What an outcome of the domain is for a caller; null when it is no refusal.</summary>
    /// <param name="value">What was asked for.</param>
    /// <param name="field">As the answer names it; empty: as the table of outcomes does.</param>
    /// <param name="rule">As the answer says it; empty: as the table does.</param>
    public static RpcException? Refusal(System.Enum outcome, string value, string field = "", string rule = "")
    {
        var row = StatusRules.Of(outcome);
        if (row.Http is StatusCodes.Status412PreconditionFailed or StatusCodes.Status428PreconditionRequired)
        {
            return BadRequest(row.Grpc, Messages.VersionReading.Field, rule.Length > 0 ? rule : row.Rule);
        }
        return row.Grpc == StatusCode.OK ? null : BadRequest(
            row.Grpc, WireNames.Field(field.Length > 0 ? field : row.Field), $"{(rule.Length > 0 ? rule : row.Rule)}; it was '{Violation.Shorten(value)}'");
    }

    /// <param name="failure">Names the part that is away.</param>
    public static RpcException Unavailable(Exception failure) => new Status
    {
        Code = (int)StatusCode.Unavailable,
        Message = $"{GadUnavailableException.PartOf(failure)} is unavailable: send again with the same ids",
        Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryAfter) }) },
    }.ToRpcException();
}

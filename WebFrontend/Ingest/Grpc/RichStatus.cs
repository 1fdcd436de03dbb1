using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>Errors of the gRPC door, with the field named in the status details.</summary>
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

    public static RpcException Unavailable() => new Status
    {
        Code = (int)StatusCode.Unavailable,
        Message = "unavailable: send again with the same batch ids",
        Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryAfter) }) },
    }.ToRpcException();
}

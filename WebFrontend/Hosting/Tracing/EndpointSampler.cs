using System.Diagnostics;
using OpenTelemetry.Trace;

namespace GrupoGad.WebFrontend.Hosting.Tracing;

/// <summary>
/// Traces begin at an endpoint, except for most positions, which are thousands a second. A gateway's own work (renewing, watching) begins no trace.
/// Everything further in goes by whether its caller is followed.
/// </summary>
internal sealed class EndpointSampler(double positionShare) : Sampler
{
    /// <summary>First word of the name of a live frame's span; its kind follows.</summary>
    public const string Frame = "live ";

    public const string Positions = Frame + nameof(Positions);

    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var isTaken = samplingParameters.Kind == ActivityKind.Server && samplingParameters.Name switch
        {
            Request => true,
            Positions => TraceShare.Takes(samplingParameters.TraceId, positionShare),
            var name => name.StartsWith(Frame, StringComparison.Ordinal),
        };
        return new SamplingResult(isTaken ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}

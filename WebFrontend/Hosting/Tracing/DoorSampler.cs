using System.Diagnostics;
using OpenTelemetry.Trace;

namespace GrupoGad.WebFrontend.Hosting.Tracing;

/// <summary>
/// Traces begin at a door: all but a share of the positions, which are thousands a second. What a gateway does by itself (renewing, watching) begins none.
/// Everything further in goes by whether its caller is followed.
/// </summary>
internal sealed class DoorSampler(double positionShare) : Sampler
{
    /// <summary>What a frame of the live connection is called: this and what is in it.</summary>
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

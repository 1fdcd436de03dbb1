using GrupoGad.WebFrontend.Hosting.Tracing;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Traces and metrics: Prometheus on the admin port, OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says.</summary>
public static class TelemetrySetup
{
    /// <summary>Of traces that begin with positions; <c>Gad:Telemetry:PositionShare</c> sets another.</summary>
    private const double PositionShare = 0.01;

    public static void AddGadTelemetry(this WebApplicationBuilder builder)
    {
        var otlp = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gad-webfrontend"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter("GrupoGad.*", "Microsoft.Orleans").AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
                metrics.AddPrometheusExporter();
                if (otlp)
                {
                    metrics.AddOtlpExporter();
                }
            })
            .WithTracing(traces =>
            {
                // Without a collector nobody would read them: the listeners are not even attached.
                if (otlp)
                {
                    var share = builder.Configuration.GetValue("Gad:Telemetry:PositionShare", PositionShare);
                    traces.SetSampler(new ParentBasedSampler(new EndpointSampler(share)))
                        .AddSource(Spans.SourceName, "Microsoft.Orleans.Application")
                        .AddAspNetCoreInstrumentation(requests => requests.Filter = request => TracedRequests.Takes(request, share))
                        .AddOtlpExporter();
                }
            });
    }

    /// <summary>Spans follow grain calls into the silos. Only with a collector: a call filter costs every call.</summary>
    public static void AddGadTracing(this IClientBuilder client)
    {
        if (!string.IsNullOrWhiteSpace(client.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            client.AddActivityPropagation();
        }
    }

    public static void MapGadMetrics(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint("/metrics").OnListener(Listener.Admin).AllowAnonymous().DisableRateLimiting();
}

using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Traces and metrics: Prometheus on the admin port, OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says.</summary>
public static class TelemetrySetup
{
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
                    traces.AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime").AddAspNetCoreInstrumentation().AddOtlpExporter();
                }
            });
    }

    public static void MapGadMetrics(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint("/metrics").OnListener(Listener.Admin).AllowAnonymous().DisableRateLimiting();
}

using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Cells;
using GrupoGad.Commands;
using GrupoGad.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Operations;
using GrupoGad.Routes;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.RedisStreams;
using GrupoGad.Webhooks;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GrupoGad.Silo.Hosting;

internal static class TelemetrySetup
{
    private static readonly string[] Meters =
    [
        EfectivoInstruments.MeterName, CellInstruments.MeterName, OperationInstruments.MeterName, CommandInstruments.MeterName, AlarmInstruments.MeterName,
        BoardInstruments.MeterName, FenceInstruments.MeterName, WebhookInstruments.MeterName, "GrupoGad.FenceJournal", "GrupoGad.Journal", "GrupoGad.Ledger",
        "GrupoGad.States", PostGisMeter.Name, StreamsInstruments.MeterName, "Microsoft.Orleans", "Npgsql", DispatchInstruments.MeterName, DutyInstruments.MeterName,
        RouteInstruments.MeterName,
    ];

    /// <summary>Metrics for Prometheus on the admin port; traces and metrics by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector.</summary>
    public static void AddGadTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gad-silo"))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddRuntimeInstrumentation().AddPrometheusExporter());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry
                .WithMetrics(metrics => metrics.AddOtlpExporter())
                // A silo begins no trace of its own, because its rounds and timers would drown the traces that begin at an endpoint.
                .WithTracing(tracing => tracing
                    .SetSampler(new ParentBasedSampler(new AlwaysOffSampler()))
                    .AddSource(Spans.SourceName, "Microsoft.Orleans.Application").AddNpgsql().AddOtlpExporter());
        }
    }

    /// <summary>Spans follow grain calls from gateways and to other silos. Only with a collector: call filters cost every call.</summary>
    public static ISiloBuilder UseGadTracing(this ISiloBuilder silo) =>
        silo.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } ? silo.AddActivityPropagation() : silo;

    /// <summary>Open on the admin port, which is not public: counters carry no personal data and no coordinates.</summary>
    public static void MapGadMetrics(this WebApplication app)
    {
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        app.MapGadLogin();
    }
}

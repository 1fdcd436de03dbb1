using GrupoGad.Hosting;
using GrupoGad.WebFrontend.Ingest.Grpc;
using GrupoGad.WebFrontend.Ingest.OsmAnd;
using GrupoGad.WebFrontend.Ingest.Rest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Sets up the endpoints for positions, and the parts they share.</summary>
public static class IngestSetup
{
    public static void AddGadIngest(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddGadClock();
        builder.Services.AddSingleton<IngestInstruments>();
        builder.Services.AddSingleton<BatchSender>();
        builder.Services.AddSingleton<ReportIntake>();
        builder.Services.AddSingleton<IReportIntake>(services => services.GetRequiredService<ReportIntake>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ReportIntake>());
        builder.Services.AddSingleton<ReportSubmission>();
        builder.AddGadOsmAnd();
        builder.AddGadGrpc();
    }

    public static void MapGadIngest(this WebApplication app)
    {
        app.MapPositions();
        app.MapOsmAnd();
        app.MapGadGrpc();
    }
}

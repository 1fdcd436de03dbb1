using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Ingest.Grpc;
using GrupoGad.WebFrontend.Ingest.OsmAnd;
using GrupoGad.WebFrontend.Ingest.Rest;

try
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddGadTelemetry();
    builder.AddGadListeners();      // HTTP, gRPC, OsmAnd and admin ports
    builder.AddGadShutdown();
    builder.AddGadHealth();
    builder.AddGadErrors();         // JSON and ProblemDetails
    builder.AddGadIdentity();       // who may do what
    builder.AddGadCluster();        // the silos, as their client
    builder.AddGadIngest();         // reports of all doors, gathered into batches
    builder.AddGadOsmAnd();
    builder.AddGadGrpc();

    var app = builder.Build();

    app.UseGadErrors();
    app.UseGadListeners();
    app.UseAuthentication();
    app.UseAuthorization();

    app.MapGadHealth();             // started, ready, live: three different questions
    app.MapGadMetrics();
    app.MapDevToken();              // Development only
    app.MapPositions();
    app.MapOsmAnd();
    app.MapGadGrpc();
    app.Run();
    return 0;
}
catch (StartRefusedException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 78; // EX_CONFIG: a restart does not help
}

using GrupoGad.WebFrontend;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Live;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddGadPlatform();       // logs, telemetry, ports, limits, health, shutdown
    builder.AddGadErrors();         // JSON and ProblemDetails
    builder.AddGadIdentity();       // who may do what
    builder.AddGadCluster();        // the silos, as their client
    builder.AddGadIngest();         // REST, gRPC and OsmAnd reports, gathered into batches
    builder.AddGadResources();      // efectivos, operations, commands, alarms
    builder.Services.AddGadLive(builder.Configuration);
    builder.AddGadConsole();
    builder.AddGadOpenApi();

    var app = builder.Build();
    app.UseGadPlatform();           // errors that leak nothing, headers for browsers
    app.UseGadConsole();            // static files
    app.UseGadListeners();          // each endpoint on its own port
    app.UseGadConsolePage();
    app.UseGadIdentity();           // who it is, how often it may, what it may

    app.MapGadPlatform();           // on the admin port: started, ready, live, metrics
    app.MapDevToken();              // Development only
    app.MapGadIngest();
    app.MapGadResources();
    app.MapLive();                  // the WebSocket of devices and screens
    app.MapConsole();
    app.MapGadOpenApi();
    app.Run();
    return 0;
}
catch (StartRefusedException refused)
{
    return refused.Tell();
}

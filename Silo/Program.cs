using GrupoGad;
using GrupoGad.Silo.Hosting;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.PostGis.Archive;
using GrupoGad.Silo.Recovery;

if (args is ["archive", ..])
{
    return await ArchiveVerb.Run(args);      // list and restore, beside running silos
}

var builder = WebApplication.CreateBuilder(args);

builder.AddGadAdminListener();      // one HTTP port, for administrators and probes only
builder.AddGadLogging();            // what repeats is counted
builder.AddGadTelemetry();
builder.AddGadIdentity();
builder.AddGadHealth();
builder.AddGadShutdown();
builder.AddGadFaults();             // only where a test says so
builder.Services.AddGadGrains(builder.Configuration);
builder.AddGadPorts();              // PostGIS, or memory when nothing is to be kept; the solver; webhooks
builder.UseOrleans(silo => silo
    .UseGadCluster(builder.Configuration)     // membership, failure detection, endpoints, reminders
    .UseGadGrainStorage(builder.Configuration)
    .UseGadStreams(builder.Configuration)     // command notices: Redis Streams
    .UseGadWaking()                           // grains with pending work are called after a start or a silo's death
    .UseGadTracing()                          // spans follow grain calls, where there is a collector
    .UseGadDashboard());                      // collected on every silo, served behind an administrator's token

var app = builder.Build();

app.UseAuthentication();
app.UseAuthorization();
app.MapGadHealth();                 // started, ready, live: three different questions
app.MapGadMetrics();
app.MapGadDashboard();
app.MapGadPostGis();                // indexes: declared, wrong, used
await app.RunAsync();
return 0;

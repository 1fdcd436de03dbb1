using GrupoGad.Silo.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Silo.MemoryStorage;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.Webhooks;

namespace GrupoGad.Silo.Hosting;

/// <summary>Registers the adapters of the ports that grains use.</summary>
internal static class PortsSetup
{
    /// <summary>
    /// The ports of <c>Grains/Storage</c>: a store (PostGIS, or memory in memory mode), the solver of joint assignments, and the way out to integrators.
    /// </summary>
    public static void AddGadPorts(this WebApplicationBuilder builder)
    {
        builder.Services.AddGadSolver();
        builder.Services.AddGadWebhooks(builder.Configuration);
        if (builder.Configuration.Mode() == GadMode.Memory)
        {
            builder.Services.AddGadMemoryStorage();
        }
        else
        {
            builder.Services.AddGadPostGis(builder.Configuration);
        }
        builder.Services.AddHostedService<DutyPulse>(); // Reads the storage, so it starts after it.
    }

    public static ISiloBuilder UseGadGrainStorage(this ISiloBuilder silo, IConfiguration configuration) =>
        configuration.Mode() == GadMode.Memory
            ? silo.UseGadMemoryGrainStorage()
            : silo.UseGadPostGisGrainStorage();
}

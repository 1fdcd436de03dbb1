using GrupoGad.Duty;
using GrupoGad.Silo.MemoryStorage;
using GrupoGad.Silo.PostGis;

namespace GrupoGad.Silo.Hosting;

internal static class StorageSetup
{
    /// <summary>The ports of <c>Grains/Storage</c>.</summary>
    public static void AddGadStorage(this WebApplicationBuilder builder)
    {
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

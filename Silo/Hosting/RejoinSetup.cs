namespace GrupoGad.Silo.Hosting;

internal static class RejoinSetup
{
    public static ISiloBuilder UseGadRejoin(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<RollCall>();
        silo.Services.AddSingleton<Rejoin>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<Rejoin>());
        return silo;
    }
}

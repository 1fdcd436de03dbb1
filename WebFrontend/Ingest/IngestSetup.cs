namespace GrupoGad.WebFrontend.Ingest;

/// <summary>What the doors share.</summary>
public static class IngestSetup
{
    public static void AddGadIngest(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSystemClock();
        builder.Services.AddSingleton<IngestInstruments>();
        builder.Services.AddSingleton<BatchSender>();
        builder.Services.AddSingleton<ReportIntake>();
        builder.Services.AddSingleton<IReportIntake>(services => services.GetRequiredService<ReportIntake>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ReportIntake>());
        builder.Services.AddSingleton<ReportDesk>();
    }

    private static void TryAddSystemClock(this IServiceCollection services) =>
        Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAddSingleton(services, TimeProvider.System);
}

using GrupoGad.Silo.PostGis;
using GrupoGad.Tracks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Silo.Tests;

/// <summary>The ports over a database, without a silo: migrated and started as the silo would.</summary>
public sealed class PostGisStack : IAsyncDisposable
{
    private readonly IHost _host;

    private PostGisStack(IHost host, string spill) => (_host, SpillDirectory) = (host, spill);

    public string SpillDirectory { get; }

    /// <summary>A time of day that no test lives to see.</summary>
    internal static TimeOnly HalfADayFromNow { get; } = TimeOnly.FromDateTime(DateTime.UtcNow.AddHours(12));

    public ITrackJournal Journal => Get<ITrackJournal>();

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<PostGisStack> Start(string address, string? spill = null, params (string Key, string Value)[] settings)
    {
        spill ??= Directory.CreateTempSubdirectory("gad-spill-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:PostGis"] = address,
            ["Gad:Journal:SpillDirectory"] = spill,
            ["Gad:Journal:ProbeEveryMs"] = "50",
            // More than the default, so that lanes are seen beside each other.
            ["Gad:Journal:Lanes"] = "2",
            ["Gad:Journal:LastPositionsEveryMs"] = "100",
            // A new session of a busy machine's server takes its time.
            ["Gad:PostGis:ConnectTimeoutS"] = "15",
            // Whatever the time of day, the database is not looked after while it is tested.
            ["Gad:Upkeep:WindowFrom"] = $"{PostGisStack.HalfADayFromNow:HH:mm}", ["Gad:Upkeep:WindowTo"] = $"{PostGisStack.HalfADayFromNow.AddMinutes(1):HH:mm}",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddMetrics();
        builder.Services.Configure<Orleans.Configuration.ClusterOptions>(cluster => cluster.ServiceId = cluster.ClusterId = "gad-test");
        builder.Services.AddGadPostGis(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return new PostGisStack(host, spill);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Directory.Delete(SpillDirectory, recursive: true);
    }
}

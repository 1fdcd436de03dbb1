using GrupoGad.Cluster.Tests.Processes;
using GrupoGad.Silo.Tests;

namespace GrupoGad.Console.Tests;

/// <summary>One that keeps history, fences and views: PostGIS and Redis of its own, or a database and names of its own on those that GAD_TEST_POSTGIS and GAD_TEST_REDIS lend.</summary>
public sealed class DurableInstallation : Installation
{
    private readonly string _name = $"gad-console-{Guid.NewGuid().ToString("N")[..12]}";
    private readonly DirectoryInfo _spill = Directory.CreateTempSubdirectory("gad-console-tests-");
    private readonly PostGisServer _postgis = new();
    private TestDatabase? _database;
    private RedisServer? _redis;

    public override bool IsOurs => true;

    public override async ValueTask InitializeAsync()
    {
        _database = await _postgis.CreateDatabase();
        await _database.Run("CREATE EXTENSION IF NOT EXISTS postgis");
        _redis = await RedisServer.Start();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_redis?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        _postgis.Dispose();
        _spill.Delete(recursive: true);
    }

    protected override IEnumerable<KeyValuePair<string, string>> Keeping() =>
    [
        new("Gad__Mode", "Durable"),
        new("Gad__Cluster__ClusterId", _name),
        new("Gad__Cluster__ServiceId", _name),
        new("Gad__Journal__SpillDirectory", _spill.FullName),
        new("ConnectionStrings__PostGis", _database!.Address),
        new("ConnectionStrings__Redis", _redis!.Address),
        // Views are counted at once and again: what the map shows of them need not be waited for a quarter of an hour.
        new("Gad__Analytics__RefreshEveryS", "2"),
        new("Gad__Analytics__LookEveryS", "1"),
        new("Gad__Console__LayersDirectory", Repository.Layers),
    ];
}

/// <summary>Started when the first test that needs it begins, and shared by them.</summary>
[CollectionDefinition(Name)]
public sealed class Durable : ICollectionFixture<DurableInstallation>
{
    public const string Name = "durable";
}

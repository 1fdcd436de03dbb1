using System.Globalization;
using Npgsql;
using StackExchange.Redis;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>A database and a Redis of the bench's own, on servers it is lent.</summary>
public sealed class RealParts : IAsyncDisposable
{
    private const int RedisDatabase = 13;
    private readonly string _maintenance;

    private static int _databases;

    private RealParts(string maintenance, string database, string redis)
    {
        _maintenance = maintenance;
        DatabaseName = database;
        PostGis = Address(database);
        Redis = $"{redis},defaultDatabase={RedisDatabase}";
    }

    public string DatabaseName { get; }

    /// <summary>Connection string of the bench's own database.</summary>
    public string PostGis { get; }

    /// <summary>Connection string with the bench's own database number.</summary>
    public string Redis { get; }

    public required CpuMeter PostGisCpu { get; init; }

    public required CpuMeter RedisCpu { get; init; }

    /// <exception cref="InvalidOperationException">The environment does not say where the servers are.</exception>
    public static async Task<RealParts> Open()
    {
        var maintenance = Variable("GAD_TEST_POSTGIS");
        var redis = Variable("GAD_TEST_REDIS");
        var database = $"gad_bench_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(maintenance);
        await connection.OpenAsync();
        await Execute(connection, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        await Execute(connection, $"CREATE DATABASE {database}");
        var server = new RealParts(maintenance, database, redis)
        {
            PostGisCpu = CpuMeter.OfFamily(CpuMeter.ParentOf(connection.ProcessID)),
            RedisCpu = CpuMeter.Of(await RedisPid(redis)),
        };
        await server.Flush();
        return server;
    }

    /// <summary>Connection string of a database on the server lent to benches: what a process of the bench needs to know is the name.</summary>
    public static string Address(string database) =>
        new NpgsqlConnectionStringBuilder(Variable("GAD_TEST_POSTGIS")) { Database = database, MaxPoolSize = 24, IncludeErrorDetail = true }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Flush();
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(_maintenance);
        await connection.OpenAsync();
        await Execute(connection, $"DROP DATABASE IF EXISTS {DatabaseName} WITH (FORCE)");
    }

    public static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    private async Task Flush()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{Redis},allowAdmin=true");
        await redis.GetServers()[0].FlushDatabaseAsync(RedisDatabase);
    }

    private static async Task<int> RedisPid(string connection)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{connection},allowAdmin=true");
        var server = (await redis.GetServers()[0].InfoAsync("server")).SelectMany(section => section);
        return int.Parse(server.First(pair => pair.Key == "process_id").Value, CultureInfo.InvariantCulture);
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{name} is not set; `./gad bench` sets it.");
}

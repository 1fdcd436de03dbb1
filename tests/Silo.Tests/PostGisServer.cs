using System.Globalization;
using Npgsql;

namespace GrupoGad.Silo.Tests;

/// <summary>A real PostGIS for all tests of this assembly: the one of GAD_TEST_POSTGIS, or a private one while they run.</summary>
public sealed class PostGisServer : IDisposable
{
    private readonly PostgresServer? _own;
    private readonly string _address;

    /// <summary>Of all servers of this process: two fixtures may be lent the same one.</summary>
    private static int _made;

    /// <summary>In the names of its databases: a process of the same number may have been killed and have left its own.</summary>
    private static readonly string _run = $"{Environment.ProcessId}_{Guid.NewGuid():N}"[..16];

    public PostGisServer()
    {
        var given = Environment.GetEnvironmentVariable("GAD_TEST_POSTGIS");
        _own = given is null ? new PostgresServer() : null;
        _address = given ?? _own!.Address;
    }

    /// <summary>A new, empty database; dropped with the result.</summary>
    public async Task<TestDatabase> CreateDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"gad_test_{_run}_{Interlocked.Increment(ref _made)}");
        await TestDatabase.Run(_address, $"CREATE DATABASE {name}");
        return new TestDatabase(_address, new NpgsqlConnectionStringBuilder(_address) { Database = name }.ConnectionString, name);
    }

    public void Dispose() => _own?.Dispose();
}

/// <summary>One database of a test.</summary>
public sealed class TestDatabase(string maintenance, string address, string name) : IAsyncDisposable
{
    public string Address => address;

    public Task Run(string sql) => Run(address, sql);

    /// <summary>Runs a statement in a transaction that stays open until the result is disposed.</summary>
    public async Task<IAsyncDisposable> Hold(string sql)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var source = Source(address);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task<List<string>> Lines(string sql) => Lines(address, sql);

    public static async Task<List<string>> Lines(string address, string sql)
    {
        await using var source = Source(address);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetValue(0).ToString()!);
        }
        return lines;
    }

    public static async Task Run(string address, string sql)
    {
        await using var source = Source(address);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The server gives sessions that it ends five seconds to go; on a busy machine some take longer.</summary>
    public async ValueTask DisposeAsync() => await Until.True(async () =>
    {
        try
        {
            await Run(maintenance, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            return false;
        }
    }, $"{name} to be dropped");

    private static NpgsqlDataSource Source(string address) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address) { Pooling = false, CommandTimeout = 120 }.ConnectionString);
}

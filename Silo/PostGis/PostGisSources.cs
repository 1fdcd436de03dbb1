using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis;

/// <summary>The pools of this silo. Journal, ledger and state writes have their own, so that slow reads never hold up what is reported or answered.</summary>
internal sealed class PostGisSources : IAsyncDisposable
{
    public PostGisSources(IConfiguration configuration, IOptions<PostGisOptions> options, ILoggerFactory loggers)
    {
        Address = configuration.GetConnectionString(PostGisConnections.Name)
            ?? throw new InvalidOperationException("ConnectionStrings:PostGis is not set (or set Gad:Mode to Memory, which keeps nothing).");
        Journal = Build(PostGisConnections.Journal(Address, options.Value), loggers);
        Ledger = Build(PostGisConnections.Ledger(Address, options.Value), loggers);
        Read = Build(PostGisConnections.Read(Address, options.Value), loggers);
        StateReads = Build(PostGisConnections.StateReads(Address, options.Value), loggers);
        StateWrites = Build(PostGisConnections.StateWrites(Address, options.Value), loggers);
        Reminders = Build(PostGisConnections.Reminders(Address, options.Value), loggers);
    }

    /// <summary>The connection string of the configuration, as it is. May hold a password.</summary>
    public string Address { get; }

    public NpgsqlDataSource Journal { get; }

    public NpgsqlDataSource Ledger { get; }

    public NpgsqlDataSource Read { get; }

    public NpgsqlDataSource StateReads { get; }

    public NpgsqlDataSource StateWrites { get; }

    public NpgsqlDataSource Reminders { get; }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await Ledger.DisposeAsync();
        await Read.DisposeAsync();
        await StateReads.DisposeAsync();
        await StateWrites.DisposeAsync();
        await Reminders.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string connection, ILoggerFactory loggers)
    {
        var builder = new NpgsqlDataSourceBuilder(connection) { Name = new NpgsqlConnectionStringBuilder(connection).ApplicationName };
        return builder.UseLoggerFactory(loggers).EnableParameterLogging(false).Build();
    }
}

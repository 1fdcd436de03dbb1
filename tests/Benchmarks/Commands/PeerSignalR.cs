using System.Globalization;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>
/// The peers: how such a thing is usually built. A REST call is one transaction of two INSERTs, then the command goes to the user's socket, by
/// SignalR's Redis backplane or over an Orleans memory stream; each acknowledgement is one INSERT. No re-send, no deadlines, no rules: less
/// than the product does.
/// </summary>
public sealed class PeerSignalR(NpgsqlDataSource postGis) : Hub
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS peer_commands (id text PRIMARY KEY, class text NOT NULL, body text NOT NULL, issued_at timestamptz NOT NULL);
        CREATE TABLE IF NOT EXISTS peer_steps (
            command_id text NOT NULL, efectivo_id text NOT NULL, step smallint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (command_id, efectivo_id, step));
        TRUNCATE peer_commands, peer_steps
        """;

    private const string IssueSql = """
        WITH issued AS (INSERT INTO peer_commands VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING)
        INSERT INTO peer_steps SELECT $1, unnest($4), 1, now() ON CONFLICT DO NOTHING
        """;

    private const string StepSql = "INSERT INTO peer_steps VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING";

    /// <summary>A command as an operator sends it.</summary>
    public sealed record Wish(string CommandId, string Class, string Text, string[] Recipients);

    /// <summary>SignalR's backplane. Arguments: port, PostGIS and Redis connection strings.</summary>
    public static Task<int> Start(string[] arguments) => Serve(arguments, (builder, signalR) =>
    {
        signalR.AddStackExchangeRedis(arguments[2]);
        builder.Services.AddSingleton<IPeerWay, PeerBackplane>();
    });

    /// <summary>
    /// A silo in the same process, memory streams with their defaults. Arguments: port (three from there are used), PostGIS connection string.
    /// </summary>
    public static Task<int> StartStreams(string[] arguments) => Serve(arguments, (builder, _) =>
    {
        var port = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(port + 1, port + 2).AddMemoryGrainStorage("PubSubStore").AddMemoryStreams(PeerStream.Name));
        builder.Services.AddSingleton<IPeerWay, PeerStream>();
    });

    private static async Task<int> Serve(string[] arguments, Action<WebApplicationBuilder, ISignalRServerBuilder> way)
    {
        var settings = new NpgsqlConnectionStringBuilder(arguments[1]) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2, MaxPoolSize = 24, Timeout = 120 };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{arguments[0]}");
        builder.Services.AddSingleton(NpgsqlDataSource.Create(settings.ConnectionString));
        builder.Services.AddSingleton<IUserIdProvider, ByQuery>();
        way(builder, builder.Services.AddSignalR());
        var app = builder.Build();
        app.MapGet("/health", () => "ok");
        app.MapHub<PeerSignalR>("/hub", options => options.Transports = HttpTransportType.WebSockets);
        app.MapPut("/commands", Issue);
        await app.RunAsync();
        return 0;
    }

    /// <summary>A client's acknowledgement.</summary>
    public async Task Step(string commandId, short step)
    {
        await using var command = postGis.CreateCommand(StepSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = commandId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Context.UserIdentifier! });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = step });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IResult> Issue(Wish wish, NpgsqlDataSource postGis, IPeerWay way)
    {
        await using var command = postGis.CreateCommand(IssueSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wish.CommandId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wish.Class });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wish.Text });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = wish.Recipients });
        await command.ExecuteNonQueryAsync();
        await way.Send(wish);
        return Results.Ok();
    }

    /// <summary>The client says who it is: no token is checked.</summary>
    private sealed class ByQuery : IUserIdProvider
    {
        public string? GetUserId(HubConnectionContext connection) => connection.GetHttpContext()?.Request.Query["user"];
    }
}

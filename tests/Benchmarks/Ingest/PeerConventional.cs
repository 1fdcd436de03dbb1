using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Google.Protobuf;
using GrupoGad.Protocol.V1;
using Npgsql;
using StackExchange.Redis;

namespace GrupoGad.Benchmarks.Ingest;

/// <summary>
/// The peer: how such a system is usually built. ASP.NET takes the same frames over the same WebSockets; each report is one INSERT (pooled,
/// prepared) into a plain PostGIS table with the same columns, then GEOADD and PUBLISH in Redis; then the frame is acknowledged.
/// It judges nothing, checks no token and feeds no screen: less than the product does.
/// </summary>
public sealed class PeerConventional(NpgsqlDataSource postGis, IDatabase redis)
{
    public const string Table = """
        CREATE EXTENSION IF NOT EXISTS postgis;
        CREATE TABLE IF NOT EXISTS peer_reports (
            device_time timestamptz NOT NULL, received_time timestamptz NOT NULL, report_id bigint NOT NULL,
            accuracy_m real, speed_mps real, course_deg real, altitude_m real, battery real, source smallint NOT NULL,
            efectivo_id text NOT NULL, position geography(Point, 4326) NOT NULL, PRIMARY KEY (efectivo_id, device_time))
        """;

    public const string Positions = "peer:positions";

    private const string Insert = """
        INSERT INTO peer_reports (device_time, received_time, report_id, accuracy_m, speed_mps, course_deg, altitude_m, battery, source, efectivo_id, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, ST_SetSRID(ST_MakePoint($10, $11), 4326)::geography) ON CONFLICT DO NOTHING
        """;

    /// <summary>Arguments: port, PostGIS and Redis connection strings.</summary>
    public static async Task<int> Start(string[] arguments)
    {
        var settings = new NpgsqlConnectionStringBuilder(arguments[1]) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2, MaxPoolSize = 24, Timeout = 120 };
        await using var postGis = NpgsqlDataSource.Create(settings.ConnectionString);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(arguments[2]);
        var peer = new PeerConventional(postGis, redis.GetDatabase());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{arguments[0]}");
        var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/health", () => "ok");
        app.Map("/live", peer.Live);
        await app.RunAsync();
        return 0;
    }

    private async Task Live(HttpContext context)
    {
        var efectivo = Efectivo(context.Request.Headers.Authorization.ToString());
        using var socket = await context.WebSockets.AcceptWebSocketAsync("gad.v1.protobuf");
        await Send(socket, new ServerFrame { Welcome = new Welcome { HeartbeatS = 15 } });
        var buffer = new byte[16_384];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), context.RequestAborted);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }
            var frame = ClientFrame.Parser.ParseFrom(buffer, 0, length);
            if (frame.Positions is { } batch)
            {
                await Take(efectivo, batch);
                await Send(socket, new ServerFrame { PositionAck = new PositionAck { BatchId = batch.BatchId, Accepted = (uint)batch.Reports.Count } });
            }
            else if (frame.Heartbeat is { Reply: false } beat)
            {
                await Send(socket, new ServerFrame { Heartbeat = new Heartbeat { Nonce = beat.Nonce, Reply = true } });
            }
        }
    }

    private async Task Take(string efectivo, PositionBatch batch)
    {
        for (var i = 0; i < batch.Reports.Count; i++)
        {
            var report = batch.Reports[i];
            await Store(efectivo, (long)batch.BatchId + i, report);
            await Task.WhenAll(
                redis.GeoAddAsync(Positions, report.Longitude, report.Latitude, efectivo),
                redis.PublishAsync(RedisChannel.Literal("positions"), string.Create(
                    CultureInfo.InvariantCulture, $"{efectivo},{report.Latitude},{report.Longitude},{report.DeviceTime.Seconds}")));
        }
    }

    private async Task Store(string efectivo, long reportId, PositionReport report)
    {
        await using var command = postGis.CreateCommand(Insert);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = report.DeviceTime.ToDateTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = DateTime.UtcNow });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = reportId });
        command.Parameters.Add(Real(report.HasAccuracyM, report.AccuracyM));
        command.Parameters.Add(Real(report.HasSpeedMps, report.SpeedMps));
        command.Parameters.Add(Real(report.HasCourseDeg, report.CourseDeg));
        command.Parameters.Add(Real(report.HasAltitudeM, report.AltitudeM));
        command.Parameters.Add(Real(report.HasBattery, report.Battery));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = efectivo });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = report.Longitude });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = report.Latitude });
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter Real(bool known, float value) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Real, Value = known ? value : DBNull.Value };

    private static string Efectivo(string bearer)
    {
        using var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(bearer.Split('.')[1]));
        return claims.RootElement.GetProperty("efectivo").GetString() ?? "";
    }

    private static ValueTask Send(WebSocket socket, ServerFrame frame) =>
        socket.SendAsync(frame.ToByteArray().AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
}

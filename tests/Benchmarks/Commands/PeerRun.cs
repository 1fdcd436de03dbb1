using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>The same load through one of <see cref="PeerSignalR"/>: as many clients, the same pace, two acknowledgements a command.</summary>
/// <param name="part">Its name in <see cref="Parts"/>.</param>
public sealed class PeerRun(RealParts services, Repository repository, string part) : IAsyncDisposable
{
    private const int Port = 23_190;

    private readonly ConcurrentDictionary<string, long> _due = new();
    private readonly List<HubConnection> _clients = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
    private Child? _peer;
    private int _answers;

    public LatencyMeter Frame { get; } = new();

    public double Cpu => _peer!.Cpu.Seconds();

    public async Task Open(int crew)
    {
        await using (var connection = new NpgsqlConnection(services.PostGis))
        {
            await connection.OpenAsync();
            await RealParts.Execute(connection, PeerSignalR.Tables);
        }
        _peer = Child.Start(repository.Binary("tests/Benchmarks"), [part, $"{Port}", services.PostGis, services.Redis], new Dictionary<string, string>());
        await _peer.Healthy(new Uri(_http.BaseAddress!, "/health"), TimeSpan.FromSeconds(20));
        for (var i = 0; i < crew; i++)
        {
            var client = new HubConnectionBuilder().WithUrl(new Uri(_http.BaseAddress!, $"/hub?user={Crew.Code(i)}"), options =>
                (options.SkipNegotiation, options.Transports) = (true, HttpTransportType.WebSockets)).Build();
            client.On<string, string>("command", (commandId, _) => Take(client, commandId));
            await client.StartAsync();
            _clients.Add(client);
        }
    }

    public async Task<(int Count, double Seconds)> Issue(int perSecond, TimeSpan time, string prefix) => await OpenLoop.Run(perSecond, time, async (number, due) =>
    {
        var id = $"{prefix}-{number:D8}";
        _due[id] = due;
        var wish = new PeerSignalR.Wish(id, "Operational", $"Orden de prueba {id}", [Crew.Code(number % _clients.Count)]);
        using var answer = await _http.PutAsJsonAsync("/commands", wish);
        answer.EnsureSuccessStatusCode();
    });

    /// <summary>Acknowledgements in its table when no more come, and how many there must be: two a command.</summary>
    public async Task<(long Stored, long Wanted)> Steps()
    {
        var wanted = 2 * _due.Count;
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (Volatile.Read(ref _answers) < wanted && DateTime.UtcNow < deadline)
        {
            await Task.Delay(50);
        }
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM peer_steps WHERE step > 1", connection);
        return ((long)(await command.ExecuteScalarAsync())!, wanted);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
        await (_peer?.DisposeAsync() ?? default);
        _http.Dispose();
    }

    private async Task Take(HubConnection client, string commandId)
    {
        if (_due.TryGetValue(commandId, out var due))
        {
            Frame.Record(Stopwatch.GetTimestamp() - due);
        }
        await client.InvokeAsync("Step", commandId, (short)4);
        await client.InvokeAsync("Step", commandId, (short)6);
        Interlocked.Add(ref _answers, 2);
    }
}

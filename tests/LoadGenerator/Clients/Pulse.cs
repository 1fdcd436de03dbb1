using System.Net.WebSockets;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>Keeps a quiet connection alive, and cuts one whose other side has fallen silent.</summary>
public sealed class Pulse : IDisposable
{
    private readonly LiveConnection _connection;
    private readonly int _silentMax;
    private readonly Timer _timer;
    private ulong _nonce;
    private int _silent;

    public Pulse(LiveConnection connection, int silentMax)
    {
        (_connection, _silentMax) = (connection, silentMax);
        _timer = new Timer(_ => Beat(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Any frame is a sign of life. The first one gives the interval of heartbeats.</summary>
    public void Heard(ServerFrame frame)
    {
        Volatile.Write(ref _silent, 0);
        if (frame.Welcome is { HeartbeatS: > 0 } welcome)
        {
            var period = TimeSpan.FromSeconds(welcome.HeartbeatS);
            _timer.Change(period * Random.Shared.NextDouble(), period);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        if (Interlocked.Increment(ref _silent) > _silentMax)
        {
            _connection.Abort();
            return;
        }
        _ = Send();
    }

    private async Task Send()
    {
        try
        {
            await _connection.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = ++_nonce } }, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The listener sees the drop as well and deals with it.
        }
    }
}

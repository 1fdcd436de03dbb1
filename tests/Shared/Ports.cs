using System.Net;
using System.Net.Sockets;

namespace GrupoGad.Tests;

/// <summary>
/// Free loopback ports, all different, below those that the system hands out to outgoing connections: a killed process must find its port free again,
/// while a thousand clients look for another gateway.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int End = 32_000;

    private static readonly Lock _gate = new();
    private static int _next = Random.Shared.Next(First, End);

    public static int One() => Take(1)[0];

    /// <summary>None twice in this process: what one test was given is free until its processes have started, and another one looks meanwhile.</summary>
    public static int[] Take(int count)
    {
        lock (_gate)
        {
            return [.. Enumerable.Range(0, End - First).Select(_ => Next()).Where(IsFree).Take(count)];
        }
    }

    private static int Next() => _next = _next + 1 < End ? _next + 1 : First;

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

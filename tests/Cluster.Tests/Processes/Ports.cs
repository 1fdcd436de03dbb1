using System.Net;
using System.Net.Sockets;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>
/// Free loopback ports, all different, below those that the system hands out to outgoing connections: a killed process must find its port free again,
/// while a thousand clients look for another gateway.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int End = 32_000;

    public static int[] Take(int count) =>
        [.. Enumerable.Range(Random.Shared.Next(First, End - 1_000), 1_000).Where(IsFree).Take(count)];

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

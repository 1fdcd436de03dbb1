using System.Net;
using System.Net.Sockets;

namespace GrupoGad.Console.Tests;

/// <summary>Free loopback ports, all different.</summary>
internal static class Ports
{
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
        {
            listener.Start();
        }
        var ports = Array.ConvertAll(listeners, listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }
        return ports;
    }
}

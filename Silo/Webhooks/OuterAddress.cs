using System.Net;
using System.Net.Sockets;

namespace GrupoGad.Silo.Webhooks;

/// <summary>Addresses that lie outside. A webhook must not reach servers that only this installation can reach.</summary>
internal static class OuterAddress
{
    /// <summary>Networks that never lie outside: private, shared, loopback, link-local, test, multicast, reserved (RFC 6890).</summary>
    private static readonly IPNetwork[] Inner =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public static bool IsOutside(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Inner, network => network.Contains(plain));
    }

    /// <summary>
    /// Connects to the first address of the host that lies outside. The name is resolved once, here, so a later change of its DNS record has no effect.
    /// </summary>
    public static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var outside = Array.FindAll(addresses, IsOutside);
        if (outside.Length == 0)
        {
            throw new HttpRequestException("the host has no address outside");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(outside, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

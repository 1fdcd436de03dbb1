using System.ComponentModel.DataAnnotations;
using System.Net;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Where the front end listens. 0 takes any free port (tests).</summary>
public sealed class GadListenOptions
{
    /// <summary>Loopback unless configured otherwise, so that a fresh installation is not on the network by accident.</summary>
    public string Bind { get; set; } = "127.0.0.1";

    public PortOptions Http { get; set; } = new() { Port = 8080 };

    public PortOptions Grpc { get; set; } = new() { Port = 8082 };

    /// <summary>5055 is what phone apps propose by themselves.</summary>
    public PortOptions Osmand { get; set; } = new() { Port = 5055 };

    public PortOptions Admin { get; set; } = new() { Port = 8091 };

    /// <summary>Where this port listens.</summary>
    /// <exception cref="StartRefusedException">Not an address.</exception>
    public IPAddress AddressOf(PortOptions port) => (port.Bind ?? Bind) switch
    {
        "*" => IPAddress.IPv6Any,
        "localhost" => IPAddress.Loopback,
        var text => IPAddress.TryParse(text, out var address) ? address : throw new StartRefusedException($"Gad:Bind: '{text}' is not an IP address"),
    };

    public sealed class PortOptions
    {
        [Range(0, 65535)]
        public int Port { get; set; }

        /// <summary>Null: as <c>Gad:Bind</c>. Set for one port, that one alone is opened, e.g. the phones' listener and nothing else.</summary>
        public string? Bind { get; set; }
    }
}

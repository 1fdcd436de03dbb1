using System.Net;

namespace GrupoGad.Silo.Hosting;

/// <summary>The silo's only HTTP port: health, metrics, dashboard. <c>Gad:Admin:Port</c>, default 8090, on <c>Gad:Bind</c>, default loopback.</summary>
internal static class AdminListener
{
    public static void AddGadAdminListener(this WebApplicationBuilder builder)
    {
        var address = IPAddress.Parse(builder.Configuration["Gad:Bind"] ?? "127.0.0.1");
        var port = builder.Configuration.GetValue("Gad:Admin:Port", 8090);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port);
        });
    }
}

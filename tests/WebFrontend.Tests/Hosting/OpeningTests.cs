using System.Net;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http;

namespace GrupoGad.WebFrontend.Tests.Hosting;

/// <summary>What is opened to the network is what was asked for.</summary>
public sealed class OpeningTests
{
    [Fact]
    public void The_phones_door_is_opened_alone()
    {
        var options = new GadListenOptions();
        options.Osmand.Bind = "0.0.0.0";
        Assert.Equal(IPAddress.Any, options.AddressOf(options.Osmand));
        Assert.All([options.Http, options.Grpc, options.Admin], port => Assert.Equal(IPAddress.Loopback, options.AddressOf(port)));
    }

    [Fact]
    public void What_is_no_address_refuses_the_start() =>
        Assert.Throws<StartRefusedException>(() => new GadListenOptions { Bind = "everywhere" } is var o ? o.AddressOf(o.Http) : null);

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.0.2.7", false)]
    public void Development_tokens_are_for_this_machine_only(string from, bool expected) =>
        Assert.Equal(expected, DevTokenEndpoints.IsFromHere(new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(from) } }));
}

using System.Net;
using GrupoGad.Silo.Hosting;

namespace GrupoGad.Silo.Tests;

public sealed class AdvertisedAddressTests
{
    [Fact]
    public void A_silo_on_every_address_is_told_which_one_to_advertise()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => ClusterSetup.Advertised(new ClusterOptions(), IPAddress.Any));
        Assert.Contains("Gad:Cluster:AdvertisedAddress", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(IPAddress.Parse("192.0.2.7"), ClusterSetup.Advertised(new ClusterOptions { AdvertisedAddress = "192.0.2.7" }, IPAddress.Any));
        Assert.Equal(IPAddress.Loopback, ClusterSetup.Advertised(new ClusterOptions(), IPAddress.Loopback));
    }
}

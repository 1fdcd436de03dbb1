using GrupoGad.WebFrontend.Hosting;
using Orleans.Messaging;

namespace GrupoGad.WebFrontend.Tests.Hosting;

public sealed class KeptGatewaysTests
{
    [Fact]
    public async Task A_membership_table_that_came_back_empty_takes_no_silo_away()
    {
        var table = new Table();
        var kept = new KeptGateways(table);
        Assert.Empty(await kept.GetGatewaysAsync(default));

        table.Gateways = [new("gwy.tcp://127.0.0.1:30000/1"), new("gwy.tcp://127.0.0.1:30001/2")];
        Assert.Equal(table.Gateways, await kept.GetGatewaysAsync(default));

        var before = table.Gateways;
        table.Gateways = [];
        Assert.Equal(before, await kept.GetGatewaysAsync(default));

        table.Gateways = [new("gwy.tcp://127.0.0.1:30002/3")];
        Assert.Equal(table.Gateways, await kept.GetGatewaysAsync(default));
    }

    private sealed class Table : IGatewayListProvider
    {
        public IList<Uri> Gateways { get; set; } = [];

        public TimeSpan MaxStaleness => TimeSpan.FromSeconds(5);

        public bool IsUpdatable => true;

        public Task InitializeGatewayListProvider() => Task.CompletedTask;

        public Task<IList<Uri>> GetGateways() => Task.FromResult(Gateways);
    }
}

using System.Net;
using System.Reflection;
using GrupoGad.Silo.Membership;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ClusterOptions = GrupoGad.Silo.Hosting.ClusterOptions;

namespace GrupoGad.Silo.Tests.Membership;

public sealed class GuardedTableTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly HoldUps _holdUps;
    private readonly EvictionRecord _evictions;
    private readonly GuardedTable _table;

    public GuardedTableTests()
    {
        _holdUps = new HoldUps(_clock);
        // No silo is declared dead here: nothing is recorded.
        _evictions = new EvictionRecord(null!, _clock, NullLogger<EvictionRecord>.Instance);
        _table = new GuardedTable(DispatchProxy.Create<IMembershipTable, TakingTable>(), new Self(), _holdUps, _evictions, Options.Create(new ClusterOptions()), _clock);
    }

    public void Dispose()
    {
        _holdUps.Dispose();
        _evictions.Dispose();
    }

    [Fact]
    public async Task Each_of_two_hold_ups_an_hour_apart_holds_back_the_votes_that_follow_it()
    {
        Assert.True(await Vote());
        HangFor(TimeSpan.FromSeconds(20));
        Assert.False(await Vote());
        RunFor(TimeSpan.FromHours(1));
        Assert.True(await Vote());
        HangFor(TimeSpan.FromSeconds(20));
        Assert.False(await Vote());
        RunFor(TimeSpan.FromSeconds(2));
        Assert.False(await Vote());
        RunFor(TimeSpan.FromSeconds(2));
        Assert.True(await Vote());
    }

    [Fact]
    public async Task A_machine_that_is_held_up_all_the_time_evicts_after_all()
    {
        var withheld = TimeSpan.Zero;
        for (; withheld < TimeSpan.FromMinutes(1); withheld += TimeSpan.FromSeconds(2))
        {
            HangFor(TimeSpan.FromSeconds(2));
            if (await Vote())
            {
                break;
            }
        }
        Assert.Equal(TimeSpan.FromSeconds(10), withheld);
    }

    private Task<bool> Vote() => _table.UpdateRowAsync(
        new MembershipEntry { SiloAddress = SiloAddress.New(IPAddress.Parse("10.1.2.4"), 11_111, 1), Status = SiloStatus.Active }, "", new TableVersion(1, ""), CancellationToken.None);

    /// <summary>The clock goes on while no timer runs.</summary>
    private void HangFor(TimeSpan time) => _clock.SetUtcNow(_clock.GetUtcNow() + time);

    private void RunFor(TimeSpan time)
    {
        for (var end = _clock.GetUtcNow() + time; _clock.GetUtcNow() < end;)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>Takes every row.</summary>
    public class TakingTable : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == nameof(IMembershipTable.UpdateRowAsync) ? Task.FromResult(true) : throw new NotSupportedException(targetMethod?.Name);
    }

    private sealed class Self : ILocalSiloDetails
    {
        public string Name => "self";

        public string ClusterId => "gad";

        public string DnsHostName => "localhost";

        public SiloAddress SiloAddress { get; } = SiloAddress.New(IPAddress.Parse("10.1.2.3"), 11_111, 1);

        public SiloAddress GatewayAddress => SiloAddress;
    }
}

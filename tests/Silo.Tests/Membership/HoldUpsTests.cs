using GrupoGad.Silo.Membership;
using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.Silo.Tests.Membership;

public sealed class HoldUpsTests
{
    [Fact]
    public void A_process_that_did_not_run_for_a_while_notices_it_and_for_how_long_it_runs_again()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        using var holdUps = new HoldUps(clock);
        var noticed = new List<double>();
        holdUps.Ended += length => noticed.Add(length.TotalSeconds);
        for (var i = 0; i < 10; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(200));
        }
        Assert.Empty(noticed);
        Assert.True(holdUps.Running > TimeSpan.FromHours(1), "never held up");

        // The clock goes on while no timer runs.
        clock.SetUtcNow(clock.GetUtcNow().AddSeconds(20));
        Assert.NotEmpty(noticed);
        Assert.True(holdUps.Running < TimeSpan.FromSeconds(20), $"{holdUps.Running}");
    }
}

using GrupoGad.Efectivos;

namespace GrupoGad.Cluster.Tests;

public sealed class WithdrawnWriteTests(HeldSilos silos) : IClassFixture<HeldSilos>
{
    [Fact]
    public async Task A_change_whose_caller_left_while_it_was_written_is_not_in_memory_ahead_of_the_disk()
    {
        var efectivo = await silos.Registered("W-001");
        using var leaving = new CancellationTokenSource();
        using (var held = HeldStates.Writes("W-001"))
        {
            var change = efectivo.ChangeAvailability(To(Availability.OnTask), leaving.Token).AsTask();
            await held.Reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => change);
            // The word of it comes to the silo later than to its caller.
            await held.Withdrawn.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        await TwoSilos.Until("it is as stored", async () => (await efectivo.Describe())!.Availability == Availability.Available);
        Assert.Equal(AvailabilityOutcome.Changed, (await efectivo.ChangeAvailability(To(Availability.OnTask))).Outcome);
        Assert.Equal(AvailabilityOutcome.Unchanged, (await efectivo.ChangeAvailability(To(Availability.OnTask))).Outcome);
    }

    private static AvailabilityChange To(Availability availability) => new() { To = availability, Actor = "operator-1" };
}

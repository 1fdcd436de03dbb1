using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.Faults;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.Tests.Webhooks;
using GrupoGad.Webhooks;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Cluster.Tests.Processes.Fences;

/// <summary>A silo dies (<c>kill -9</c>) between a durable fence event and what follows from it: the command, the line in the timeline, the webhook.</summary>
public sealed class FenceKillTests(SilosOnly silos) : IClassFixture<SilosOnly>
{
    private static readonly GeoPoint _inside = new(-34.6037, -58.3816);
    private static readonly GeoPoint _outside = new(-34.6037, -58.3716);

    public static TheoryData<string> Points => [.. FaultPoints.Fences];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task What_follows_from_an_event_comes_once_whenever_the_silo_is_killed_before_it(string point)
    {
        await silos.Complete();
        await using var receiver = await Receiver.Start();
        var name = $"FK{FaultPoints.Fences.ToList().IndexOf(point)}";
        var (efectivo, operation, fence, hook) = ($"{name}-E1", $"{name}-OP", $"{name}-PLAZA", $"{name}-HOOK");
        await Make(efectivo, operation, fence, hook, receiver.Url);
        Assert.Equal(ReportOutcome.Accepted, await Report(efectivo, _outside, -60));

        silos.Arm(point);
        var entering = Report(efectivo, _inside, 0);
        await Until.True(() => Task.FromResult(silos.HasStruck), $"a silo to die at {point}", 90);
        // Asked again and again by its device, as ever.
        Assert.Equal(ReportOutcome.Accepted, await entering);
        await silos.Complete();

        await Settled(fence, efectivo);
        await Until.True(() => Task.FromResult(!receiver.Taken.IsEmpty), "the integrator to hear of it", 60);
        // All are woken again and look whether they owe anything; an event that is said to owe what was done long ago does no harm either.
        await silos.Database.Run($"UPDATE fence_events SET owed = true WHERE fence_id = '{fence}'");
        await Patient.Ask(async () =>
        {
            await silos.Grains.GetGrain<IFenceKeeperGrain>(fence).Wake();
            return true;
        }, $"waking {fence}");
        await Settled(fence, efectivo);

        Assert.Equal(1L, await Count($"fence_events WHERE fence_id = '{fence}' AND efectivo_id = '{efectivo}'"));
        Assert.Equal(1L, await Count($"commands WHERE text LIKE 'Retírese {name}%'"));
        Assert.Equal(1L, await Count($"operation_timeline WHERE operation_id = '{operation}' AND what = 'fence.enter' AND efectivo_id = '{efectivo}'"));
        Assert.All(receiver.Taken, told => Assert.Equal($"{efectivo}:Enter", told));
        if (point == FaultPoints.FenceStored)
        {
            // At the other two it may have been sent already, and the silo killed before it could note that: then it comes again under the same id.
            Assert.Single(receiver.Taken);
        }
        Assert.Single(receiver.Got.Select(got => got.Body).Distinct());
        Assert.Equal([efectivo], (await Patient.Ask(() => silos.Grains.GetGrain<IFenceGrain>(fence).Describe(), fence))!.Inside);
    }

    private async Task Make(string efectivo, string operation, string fence, string hook, string url)
    {
        await Patient.Ask(() => silos.Efectivo(efectivo).Register(new EfectivoProfile { DisplayName = efectivo }), $"registering {efectivo}");
        var (planning, starting) = (Request(), Request());
        await Patient.Ask(() => silos.Operation(operation).Plan(Of(), planning), $"planning {operation}");
        await Patient.Ask(() => silos.Operation(operation).Move(OperationMove.Start, true, starting), $"starting {operation}");
        var plan = new FencePlan
        {
            // Those of the other points still stand there.
            Name = "Plaza", Filter = new FenceFilter { Efectivos = [efectivo] }, Owner = new FenceOwner(FenceOwnerKind.Operation, operation), Shape = new FenceShape { Kind = FenceKind.Circle, Centre = _inside, RadiusM = 300 },
            Reaction = new FenceReaction
            {
                On = [FenceEventKind.Enter], Class = CommandClass.Operational, Kind = CommandKind.Order, Text = $"Retírese {fence[..3]}",
                Recipients = [new Recipients { Kind = RecipientKind.Efectivo, Value = "*" }],
            },
        };
        Assert.True((await Patient.Ask(() => silos.Grains.GetGrain<IFenceGrain>(fence).Put(plan, "operator-1"), $"making {fence}")).Outcome
            is FenceOutcome.Created or FenceOutcome.Unchanged);
        Assert.True((await Patient.Ask(() => silos.Grains.GetGrain<IWebhookGrain>(hook).Put(new WebhookPlan { Url = url, Fences = [fence] }, "admin-1"), $"making {hook}")).Outcome
            is WebhookOutcome.Created or WebhookOutcome.Unchanged);
        // So that the efectivo's silo knows the fence before it moves.
        var revision = await silos.Database.Ask<long>("SELECT value FROM fence_revision");
        await Patient.Ask(async () =>
        {
            await silos.Grains.GetGrain<IFencedEfectivoGrain>(efectivo).Rejudge(revision);
            return true;
        }, $"{efectivo} to know of {fence}");
    }

    private Task<ReportOutcome> Report(string efectivo, GeoPoint point, int second)
    {
        var report = Cluster.Tests.Fixes.Report(efectivo, point, DateTime.UtcNow.AddSeconds(second));
        return Patient.Ask(() => silos.Efectivo(efectivo).Report(report), $"reporting {efectivo}");
    }

    private Task Settled(string fence, string efectivo) => Until.True(
        async () => await Count($"fence_events WHERE fence_id = '{fence}' AND efectivo_id = '{efectivo}' AND NOT owed") == 1, $"all that follows at {fence} to be done", 90,
        () => Task.FromResult(string.Join('\n', silos.Silos.Select(silo => silo.LastLines))));

    private Task<long> Count(string what) => silos.Database.Ask<long>($"SELECT count(*) FROM {what}");
}

using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using Orleans.Core.Internal;
using static GrupoGad.Cluster.Tests.Fixes;

namespace GrupoGad.Cluster.Tests;

public sealed class MemberAuditTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static readonly GeoPoint Here = new(-10.05, 60.05);
    private static readonly GeoPoint There = new(-10.05, 60.45);

    [Fact]
    public async Task Who_is_elsewhere_is_let_go_and_who_is_here_stays()
    {
        foreach (var id in (string[])["ROLL-HERE", "ROLL-GHOST"])
        {
            var efectivo = await silos.Registered(id);
            await efectivo.Report(Report(id, id == "ROLL-HERE" ? Here : There));
        }
        // As activations that died between entering there and leaving here have left them; the second one is of nobody.
        var cell = silos.Grains.GetGrain<ICellGrain>(Key(Here));
        await cell.Enter(Left("ROLL-GHOST"));
        await cell.Enter(Left("ROLL-NOBODY"));
        await TwoSilos.Until("three are here", async () => (await Inside(Here)).Length == 3);

        await cell.CallRoll(0);
        await cell.CallRoll(DateTimeOffset.UtcNow.AddSeconds(1).ToUnixTimeMilliseconds());

        await TwoSilos.Until("one is here", async () => await Inside(Here) is ["ROLL-HERE"]);
        await TwoSilos.Until("the other is there alone", async () => await Inside(There) is ["ROLL-GHOST"]);
        await TwoSilos.Until("the coarser cell counts one", async () => await Counted(Here) == 1);
    }

    [Fact]
    public async Task A_coarse_cell_asks_a_child_that_lost_everybody_for_its_counts()
    {
        var lost = new GeoPoint(-30.05, 60.05);
        await silos.Grains.GetGrain<ICountCellGrain>(Coarse(lost)).Feed(new CellCounts { Cell = Key(lost), Available = 7 });
        Assert.Equal(7, await Counted(lost));
        await silos.Grains.GetGrain<ICountCellGrain>(Coarse(lost)).CallRoll(DateTimeOffset.UtcNow.AddSeconds(1).ToUnixTimeMilliseconds());
        await TwoSilos.Until("nobody is counted", async () => await Counted(lost) == 0);
    }

    [Fact]
    public async Task A_cell_that_ends_has_its_members_back_without_a_report_and_is_counted_again()
    {
        var parked = new GeoPoint(-50.05, 60.05);
        string[] members = [.. Enumerable.Range(0, 40).Select(i => $"ENDS-{i:D2}")];
        foreach (var id in members)
        {
            await (await silos.Registered(id)).Report(Report(id, parked));
        }
        await TwoSilos.Until("all are here and counted", async () => (await Inside(parked)).Length == 40 && await Counted(parked) == 40);

        await silos.Grains.GetGrain<ICellGrain>(Key(parked)).AsReference<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await TwoSilos.Until("all are back", async () => (await Inside(parked)).Order().SequenceEqual(members));

        await silos.Grains.GetGrain<ICountCellGrain>(Coarse(parked)).AsReference<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await TwoSilos.Until("all are counted again", async () => await Counted(parked) == 40, seconds: 60);
    }

    private static string Key(GeoPoint point) => CellId.FromPoint(point, 12).ToString();

    private static string Coarse(GeoPoint point) => CellId.FromPoint(point, CountLevels.All[0]).ToString();

    private static CellMember Left(string id) => new()
    {
        EfectivoId = id, DisplayName = id, Unit = "", Availability = Availability.Available, Skills = ImmutableArray<string>.Empty, Version = 1,
        Fix = new Fix { Point = Here, DeviceTime = DateTime.UtcNow.AddMinutes(-1) },
    };

    private async Task<string[]> Inside(GeoPoint point)
    {
        var snapshot = await silos.Grains.GetGrain<ICellWatchGrain>(Key(point)).Snapshot();
        return [.. snapshot.Entered.Select(slot => slot.Member.EfectivoId)];
    }

    private async Task<int> Counted(GeoPoint point) =>
        (await silos.Grains.GetGrain<ICountCellGrain>(Coarse(point)).Occupied()).Where(child => child.Cell == Key(point)).Sum(child => child.Total);
}

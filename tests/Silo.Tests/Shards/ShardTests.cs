using System.ComponentModel.DataAnnotations;
using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.Shards;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.Tests.Shards;

/// <summary>Two databases, the second one for the south.</summary>
public sealed class ShardTests(PostGisServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Positions_land_in_the_database_of_their_jurisdiction_and_a_question_over_all_is_merged_in_order()
    {
        await using var first = await server.CreateDatabase();
        await using var south = await server.CreateDatabase();
        await using var stack = await PostGisStack.Start(first.Address, null,
            ("Gad:Shards:0:Name", "south"), ("Gad:Shards:0:Address", south.Address), ("Gad:Shards:0:Jurisdictions:0", "SOUTH"), ("Gad:Shards:0:Jurisdictions:1", "COAST"));
        var tracks = stack.Get<ShardedTracks>();
        string[] jurisdictions = ["NORTH", "SOUTH", "", "COAST"];
        var rows = Enumerable.Range(0, 40).Select(i => (Jurisdiction: jurisdictions[i * 7 % 4], Report: Reports.Of($"E-{i * 7 % 4}", Reports.Noon.AddSeconds(i)))).ToArray();
        foreach (var group in rows.GroupBy(row => row.Jurisdiction, row => row.Report))
        {
            await tracks.Write(group.Key, [.. group], Cancellation);
            await tracks.Write(group.Key, [.. group], Cancellation);
        }

        Assert.Equal(["E-0 10", "E-2 10"], await first.Lines("SELECT efectivo_id || ' ' || count(*) FROM position_reports GROUP BY efectivo_id ORDER BY 1"));
        Assert.Equal(["E-1 10", "E-3 10"], await south.Lines("SELECT efectivo_id || ' ' || count(*) FROM position_reports GROUP BY efectivo_id ORDER BY 1"));
        var query = new TrackQuery { EfectivoId = "E-1", From = Reports.Noon, To = Reports.Noon.AddHours(1), Limit = 100 };
        Assert.Equal(10, (await tracks.Read("SOUTH", query, Cancellation)).Count);
        Assert.Empty(await tracks.Read("NORTH", query, Cancellation));
        Assert.Equal(rows[..25].Select(row => row.Report.ReportId), (await tracks.Between(Reports.Noon, Reports.Noon.AddHours(1), 25, Cancellation)).Select(Id));
        Assert.Equal(rows.Select(row => row.Report.ReportId), (await tracks.Between(Reports.Noon, Reports.Noon.AddHours(1), 100, Cancellation)).Select(Id));
    }

    [Fact]
    public void A_jurisdiction_of_two_shards_and_a_name_used_twice_are_refused()
    {
        var options = new ShardOptions
        {
            Entries = { new() { Name = "a", Address = "x", Jurisdictions = { "N" } }, new() { Name = "a", Address = "y", Jurisdictions = { "N" } } },
        };
        Assert.Equal(
            ["ShardOptions: each shard must have an Address and a Name of its own, not 'first'.", "ShardOptions: a jurisdiction must be of one shard only."],
            options.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage!));
    }

    private static long Id(PositionReport report) => report.ReportId;
}

using System.Collections.Immutable;
using GrupoGad.Silo.Membership;

namespace GrupoGad.Silo.Tests.Membership;

public sealed class TableRulesTests
{
    private const string Self = "S127.0.0.1:11111:1", Other = "S127.0.0.1:11112:2", Stranger = "S127.0.0.1:11113:3";

    private static readonly MembershipRows _known = Table(7, (Self, SiloStatus.Active), (Other, SiloStatus.Active));

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void A_table_that_came_back_empty_is_written_again_as_a_later_version_of_the_known_one(int? version)
    {
        var lost = Assert.IsType<TableVerdict.Lost>(TableRules.Judge(_known, Table(version), Self));
        Assert.Equal(8, lost.Restored.Version);
        Assert.Equal(_known.Rows.OrderBy(row => row.Key), lost.Restored.Rows.OrderBy(row => row.Key));
        Assert.Empty(lost.Strangers);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Who_joined_another_table_beside_the_living_has_to_join_again(int version)
    {
        var lost = Assert.IsType<TableVerdict.Lost>(TableRules.Judge(_known, Table(version, (Stranger, SiloStatus.Active)), Self));
        Assert.Equal([Stranger], lost.Strangers.Keys);
        Assert.Equal(_known.Rows.Keys.Order(), lost.Restored.Rows.Keys.Order());
    }

    [Fact]
    public void A_table_as_it_was_long_ago_is_brought_up_and_keeps_what_is_newer_in_it()
    {
        var lost = Assert.IsType<TableVerdict.Lost>(TableRules.Judge(_known, Table(3, (Self, SiloStatus.Active), (Other, SiloStatus.Dead)), Self));
        Assert.Equal(8, lost.Restored.Version);
        Assert.Equal(SiloStatus.Dead, lost.Restored.StatusOf(Other));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void A_table_that_another_silo_has_written_again_is_taken_as_it_is(int version) =>
        Assert.IsType<TableVerdict.Sound>(TableRules.Judge(_known, Table(version, (Self, SiloStatus.Active), (Stranger, SiloStatus.Joining)), Self));

    [Fact]
    public void A_silo_that_a_newer_table_does_not_have_or_has_as_dead_is_evicted()
    {
        Assert.IsType<TableVerdict.Evicted>(TableRules.Judge(_known, Table(9, (Other, SiloStatus.Active)), Self));
        Assert.IsType<TableVerdict.Evicted>(TableRules.Judge(_known, Table(8, (Self, SiloStatus.Dead), (Other, SiloStatus.Active)), Self));
        Assert.IsType<TableVerdict.Evicted>(TableRules.Judge(_known, Table(1, (Self, SiloStatus.Dead)), Self));
    }

    private static MembershipRows Table(int? version, params (string Silo, SiloStatus Status)[] rows) =>
        new(version, rows.ToImmutableDictionary(row => row.Silo, row => Row(row.Silo, row.Status)));

    /// <summary>As Orleans writes it.</summary>
    private static string Row(string silo, SiloStatus status)
    {
        var at = silo.LastIndexOf(':');
        return $$"""{"SiloAddress":{"SiloAddress":"{{silo[1..at]}}@{{silo[(at + 1)..]}}"},"Status":{{(int)status}},"SiloName":"Silo"}""";
    }
}

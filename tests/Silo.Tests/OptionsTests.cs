using System.ComponentModel.DataAnnotations;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.PostGis.Analytics;
using GrupoGad.Silo.PostGis.Archive;
using GrupoGad.Silo.PostGis.Caching;
using GrupoGad.Silo.PostGis.Consistency;
using GrupoGad.Silo.PostGis.Dispatch;
using GrupoGad.Silo.PostGis.Fences;
using GrupoGad.Silo.PostGis.GrainStorage;
using GrupoGad.Silo.PostGis.Indexes;
using GrupoGad.Silo.PostGis.Journal;
using GrupoGad.Silo.PostGis.Ledger;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Replica;
using GrupoGad.Silo.PostGis.Retention;
using GrupoGad.Silo.PostGis.Upkeep;
using GrupoGad.Silo.Recovery;
using GrupoGad.Silo.RedisStreams;

namespace GrupoGad.Silo.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void All_defaults_are_valid()
    {
        Assert.Empty(Errors(new PostGisOptions()));
        Assert.Empty(Errors(new JournalOptions()));
        Assert.Empty(Errors(new RosterOptions()));
        Assert.Empty(Errors(new RedisStreamsOptions()));
        Assert.Empty(Errors(new LedgerOptions()));
        Assert.Empty(Errors(new StatesOptions()));
        Assert.Empty(Errors(new IndexOptions()));
        Assert.Empty(Errors(new AnalyticsOptions()));
        Assert.Empty(Errors(new TtlOptions()));
        Assert.Empty(Errors(new ConsistencyOptions()));
        Assert.Empty(Errors(new FenceJournalOptions()));
        Assert.Empty(Errors(new UpkeepOptions()));
        Assert.Empty(Errors(new ArchiveOptions()));
        Assert.Empty(Errors(new ReplicaOptions()));
        Assert.Empty(Errors(new RetentionOptions()));
        Assert.Empty(Errors(new WarmUpOptions()));
        Assert.Empty(Errors(new RecommendationOptions()));
    }

    [Fact]
    public void A_time_zone_that_does_not_exist_is_refused_with_what_is_wanted() => Assert.Equal(
        ["UpkeepOptions: TimeZone must be an IANA name such as America/Bogota."], Errors(new UpkeepOptions { TimeZone = "America/Atlantis" }));

    [Fact]
    public void Recommendations_that_would_be_forgotten_at_once_are_refused() => Assert.Equal(
        ["The field KeptDays must be between 1 and 3660."], Errors(new RecommendationOptions { KeptDays = 0 }));

    [Fact]
    public void Pools_that_together_would_exhaust_the_server_are_refused() => Assert.Equal(
        ["PostGisOptions: JournalPoolMax + LedgerPoolMax + ReadPoolMax + AnalyticsPoolMax + StatePoolMax + StateWritePoolMax + ReminderPoolMax must be at most 45."],
        Errors(new PostGisOptions { StatePoolMax = 40 }));

    [Fact]
    public void A_first_pause_longer_than_the_longest_is_refused() => Assert.Equal(
        ["RedisStreamsOptions: RetryFirstMs must be at most RetryMaxMs."],
        Errors(new RedisStreamsOptions { RetryFirstMs = 300 }));

    [Fact]
    public void Braces_in_the_key_prefix_are_refused() => Assert.Equal(
        ["RedisStreamsOptions: KeyPrefix must not hold braces; they mark what a Redis cluster keeps together."],
        Errors(new RedisStreamsOptions { KeyPrefix = "{gad}" }));

    private static string[] Errors(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}

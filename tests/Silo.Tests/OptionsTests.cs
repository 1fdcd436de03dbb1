using System.ComponentModel.DataAnnotations;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.PostGis.Journal;
using GrupoGad.Silo.PostGis.Ledger;
using GrupoGad.Silo.PostGis.Reads;
using GrupoGad.Silo.PostGis.States;
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
    }

    [Fact]
    public void Pools_that_together_would_exhaust_the_server_are_refused() => Assert.Equal(
        ["PostGisOptions: JournalPoolMax + LedgerPoolMax + ReadPoolMax + StatePoolMax + StateWritePoolMax + ReminderPoolMax must be at most 45."],
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

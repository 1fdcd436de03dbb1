using System.ComponentModel.DataAnnotations;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.PostGis.Journal;
using GrupoGad.Silo.PostGis.Ledger;
using GrupoGad.Silo.PostGis.Reads;

namespace GrupoGad.Silo.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void All_defaults_are_valid()
    {
        Assert.Empty(Errors(new PostGisOptions()));
        Assert.Empty(Errors(new JournalOptions()));
        Assert.Empty(Errors(new RosterOptions()));
        Assert.Empty(Errors(new LedgerOptions()));
    }

    [Fact]
    public void Pools_that_together_would_exhaust_the_server_are_refused() => Assert.Equal(
        ["PostGisOptions: JournalPoolMax + LedgerPoolMax + ReadPoolMax + StatePoolMax must be at most 45."],
        Errors(new PostGisOptions { StatePoolMax = 40 }));

    private static string[] Errors(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}

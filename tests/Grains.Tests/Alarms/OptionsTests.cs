using System.ComponentModel.DataAnnotations;
using GrupoGad.Boards;

namespace GrupoGad.Alarms;

public sealed class OptionsTests
{
    [Fact]
    public void All_defaults_are_valid_and_are_those_of_the_mission()
    {
        Assert.Empty(Errors(new AlarmOptions()));
        Assert.Empty(Errors(new BoardOptions()));
        Assert.Equal((3_000, 200, 600), (new AlarmOptions().TellEveryMs, new BoardOptions().TickMs, new BoardOptions().KeepClosedS));
    }

    [Fact]
    public void An_alarm_that_would_hardly_ring_is_refused() =>
        Assert.Equal(["The field TellEveryMs must be between 50 and 60000."], Errors(new AlarmOptions { TellEveryMs = 60_001 }));

    [Fact]
    public void A_board_without_room_is_refused() =>
        Assert.Equal(["The field ItemsMax must be between 10 and 100000."], Errors(new BoardOptions { ItemsMax = 9 }));

    private static string[] Errors(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}

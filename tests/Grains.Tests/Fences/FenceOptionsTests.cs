using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Fences;

public sealed class FenceOptionsTests
{
    [Fact]
    public void Defaults_hold_their_own_rules()
    {
        var options = new FenceOptions();
        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    [Fact]
    public void What_is_out_of_range_is_named()
    {
        var options = new FenceOptions
        {
            FencesMax = 0, UnknownAccuracyM = -1, MarginMaxM = 1_001, JoinMaxS = 0, CrossMaxM = 0, LateAfterS = 0, MapCellsMax = 1,
        };
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);

        Assert.Equal(
            [nameof(options.FencesMax), nameof(options.UnknownAccuracyM), nameof(options.MarginMaxM), nameof(options.JoinMaxS), nameof(options.CrossMaxM),
                nameof(options.LateAfterS), nameof(options.MapCellsMax)],
            faults.SelectMany(fault => fault.MemberNames));
    }
}

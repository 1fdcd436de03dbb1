using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

public sealed class RequestChecksTests
{
    private static readonly RecommendRequest _good = new() { Actor = "op" };

    [Fact]
    public void A_request_is_refused_by_the_field_at_fault()
    {
        Assert.Null(RequestChecks.Refuses(_good));
        Assert.Equal("count", RequestChecks.Refuses(_good with { Count = -1 })!.Field);
        Assert.Equal("count", RequestChecks.Refuses(_good with { Count = 51 })!.Field);
        Assert.Null(RequestChecks.Refuses(_good with { Count = 50, AlarmLevel = 10 }));
        Assert.Equal("alarmLevel", RequestChecks.Refuses(_good with { AlarmLevel = 11 })!.Field);
        Assert.Equal("alarmLevel", RequestChecks.Refuses(_good with { AlarmLevel = -1 })!.Field);
        Assert.Equal("skills", RequestChecks.Refuses(_good with { Skills = default })!.Field);
        Assert.Equal("skills", RequestChecks.Refuses(_good with { Skills = [""] })!.Field);
        Assert.Equal("skills", RequestChecks.Refuses(_good with { Skills = [null!] })!.Field);
        Assert.Equal("skills", RequestChecks.Refuses(_good with { Skills = [new string('x', 101)] })!.Field);
        Assert.Equal("skills", RequestChecks.Refuses(_good with { Skills = [.. Enumerable.Repeat("x", 11)] })!.Field);
        foreach (var travel in new[] { 0, -1, double.NaN, double.PositiveInfinity, 86_401 })
        {
            Assert.Equal("maxTravelS", RequestChecks.Refuses(_good with { MaxTravelS = travel })!.Field);
        }
    }

    [Fact]
    public void A_joint_request_too()
    {
        var need = new JointNeed("OP-1", 1, "");
        Assert.Null(JointChecks.Refuses(Of(need)));
        Assert.Equal("operations", JointChecks.Refuses(Of())!.Field);
        Assert.Equal("operations", JointChecks.Refuses(new JointRequest { Operations = default, Actor = "op" })!.Field);
        Assert.Equal("operations", JointChecks.Refuses(Of([.. Enumerable.Range(0, 501).Select(i => need with { OperationId = $"OP-{i}" })]))!.Field);
        Assert.Equal("operations[1].operationId", JointChecks.Refuses(Of(need, need))!.Field);
        Assert.Equal("operations[0].count", JointChecks.Refuses(Of(need with { Count = 51 }))!.Field);
        Assert.Equal("operations[0].count", JointChecks.Refuses(Of(need with { Count = -1 }))!.Field);
        Assert.Equal("operations[0].alarmLevel", JointChecks.Refuses(Of(need with { AlarmLevel = 11 }))!.Field);
        Assert.Equal("operations[0].skill", JointChecks.Refuses(Of(need with { Skill = new string('x', 101) }))!.Field);

        static JointRequest Of(params ImmutableArray<JointNeed> needs) => new() { Operations = needs, Actor = "op" };
    }

    [Fact]
    public void Speeds_of_classes_are_bounded()
    {
        var options = new DispatchOptions();
        Assert.True(options.SpeedsAreValid);
        options.ClassSpeedKmh["cohete"] = 28_000;
        Assert.False(options.SpeedsAreValid);
    }
}

using Google.Protobuf.WellKnownTypes;
using GrupoGad.Geo;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Messages;
using Domain = GrupoGad.Commands;

namespace GrupoGad.WebFrontend.Tests.Messages;

public sealed class ReadingTests
{
    private static readonly DateTime Now = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_command_is_read_whole()
    {
        Assert.True(CommandReading.TryRead(Order(), "op-1", out var command, out _));
        Assert.Equal((Domain.CommandClass.Critical, Domain.CommandKind.Order, "Acudir", "op-1"), (command.Class, command.Kind, command.Text, command.Issuer));
        var area = Assert.Single(command.Recipients);
        Assert.Equal((Domain.RecipientKind.Area, new GeoPoint(-34.6, -58.4), 500.0), (area.Kind, area.Centre!.Value, area.RadiusM));
        Assert.Equal(TimeSpan.FromSeconds(30), command.AnswerWithin);
        Assert.Equal(Now, command.Deadline);
        Assert.Null(command.Point);
    }

    public static TheoryData<string, Action<IssueCommandRequest>> Broken => new()
    {
        { "class", wire => wire.Class = CommandClass.Unspecified },
        { "kind", wire => wire.Kind = (CommandKind)99 },
        { "recipients[0].kind", wire => wire.Recipients[0].Kind = RecipientKind.Unspecified },
        { "recipients[0].ring[1]", wire => wire.Recipients[0].Ring.Add([new LatLon(), new LatLon { Latitude = double.NaN }]) },
        { "point", wire => wire.Point = new LatLon { Latitude = 91 } },
        { "area[0]", wire => wire.Area.Add(new LatLon { Longitude = 180.1 }) },
        { "answer_within", wire => wire.AnswerWithin = new Duration { Seconds = -1 } },
        { "deadline", wire => wire.Deadline = new Timestamp { Seconds = long.MaxValue } },
        { "issued_from", wire => wire.IssuedFrom = new LatLon { Latitude = double.PositiveInfinity } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_has_no_meaning_is_named(string field, Action<IssueCommandRequest> breakIt)
    {
        ArgumentNullException.ThrowIfNull(breakIt);
        var wire = Order();
        breakIt(wire);
        Assert.False(CommandReading.TryRead(wire, "op-1", out _, out var refusal));
        Assert.Equal(field, refusal.Field);
        Assert.NotEmpty(refusal.Rule);
    }

    [Theory]
    [InlineData(LadderStep.Delivered, true)]
    [InlineData(LadderStep.Done, true)]
    [InlineData(LadderStep.Sent, false)]
    [InlineData(LadderStep.Expired, false)]
    [InlineData(LadderStep.Unspecified, false)]
    public void A_client_may_say_only_its_own_steps(LadderStep step, bool readable)
    {
        var read = CommandReading.TryRead(new CommandAck { CommandId = "12345678", Step = step }, "E-1", "E-1", Now, out var own, out var refusal);
        Assert.Equal(readable, read);
        Assert.Equal(readable ? null : "step", refusal?.Field);
        Assert.Equal(Now, own!.At);
    }

    [Fact]
    public void A_plan_needs_its_times()
    {
        var wire = new OperationPlan { Title = "Operativo", Type = OperationType.Patrol, Priority = OperationPriority.High, PlannedStart = Timestamp.FromDateTime(Now) };
        Assert.False(OperationReading.TryRead(wire, out _, out var refusal));
        Assert.Equal(("plan.planned_end", null), (refusal.Field, refusal.Value));
        wire.PlannedEnd = Timestamp.FromDateTime(Now.AddHours(1));
        Assert.True(OperationReading.TryRead(wire, out var plan, out _));
        Assert.Equal((Now, Now.AddHours(1)), (plan.PlannedStart, plan.PlannedEnd));
        Assert.Equal(wire, plan.ToWire());
    }

    private static IssueCommandRequest Order() => new()
    {
        CommandId = "c-0000001",
        Class = CommandClass.Critical,
        Kind = CommandKind.Order,
        Text = "Acudir",
        Recipients = { new Recipients { Kind = RecipientKind.Area, Centre = new LatLon { Latitude = -34.6, Longitude = -58.4 }, RadiusM = 500 } },
        AnswerWithin = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
        Deadline = Timestamp.FromDateTime(Now),
    };
}

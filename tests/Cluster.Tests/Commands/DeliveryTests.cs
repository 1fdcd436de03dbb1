using GrupoGad.Commands;
using static GrupoGad.Cluster.Tests.Commands.CommandSilos;

namespace GrupoGad.Cluster.Tests.Commands;

public sealed class DeliveryTests(CommandSilos silos) : IClassFixture<CommandSilos>
{
    [Fact]
    public async Task An_order_reaches_who_is_connected_and_its_ladder_tells_every_step()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Critical, code));

        await phone.Has(id);
        Assert.Equal("Corte total en la esquina", phone.Offers[0].Text);
        foreach (var step in new[] { LadderStep.Delivered, LadderStep.Seen, LadderStep.Accepted, LadderStep.EnRoute, LadderStep.OnScene, LadderStep.Done })
        {
            Assert.Equal(new StepAnswer { Outcome = StepOutcome.Recorded, Step = step }, await phone.Says(id, step));
        }

        await TwoSilos.Until("Sent is written too", async () => StepsOf(await LadderOf(command, code)).Contains(LadderStep.Sent));
        var ladder = await LadderOf(command, code);
        Assert.Equal(
            [LadderStep.Issued, LadderStep.Sent, LadderStep.Delivered, LadderStep.Seen, LadderStep.Accepted, LadderStep.EnRoute, LadderStep.OnScene, LadderStep.Done],
            StepsOf(ladder).Order());
        Assert.True(ladder.Sends >= 1);
        await TwoSilos.Until("it is settled", async () => (await command.Ladders("", 1))!.Command.Status == CommandStatus.Settled);
        Assert.Empty(await phone.Inbox.Pending());
        // Reading it is no change of it: a screen that follows it would be sent it again and again.
        var version = (await command.Ladders("", 1))!.Command.Version;
        Assert.Equal(version, (await command.Ladders("", 1))!.Command.Version);
    }

    [Fact]
    public async Task A_command_that_is_only_woken_keeps_its_version_so_that_no_screen_is_sent_it_again()
    {
        var code = await silos.Registered();
        // Without a phone nothing happens to a routine one by itself.
        var command = await silos.Issued(NewId(), To(CommandClass.Routine, code));
        var (version, woken) = (-1L, -1L);
        await TwoSilos.Until("a wake leaves it as it was", async () =>
        {
            version = (await command.Ladders("", 1))!.Command.Version;
            await command.Wake();
            woken = (await command.Ladders("", 1))!.Command.Version;
            return version == woken;
        });
    }

    [Fact]
    public async Task A_command_comes_over_the_stream_and_no_re_send_is_needed()
    {
        var phones = new List<Phone>();
        for (var i = 0; i < 40; i++)
        {
            phones.Add(await silos.Attached(await silos.Registered(unit: "Unidad 40")));
        }
        var id = NewId();
        await silos.Command(id).Issue(To(CommandClass.Routine) with { Recipients = [new Recipients { Kind = RecipientKind.Unit, Value = "Unidad 40" }] });
        foreach (var phone in phones)
        {
            await phone.Has(id);
            Assert.Equal(1, phone.TimesOffered(id));
        }
    }

    [Fact]
    public async Task Everyone_inside_an_area_is_meant_and_nobody_beside_it()
    {
        var (inside, corner, outside) = (await silos.Registered(), await silos.Registered(), await silos.Registered());
        // The corner of the box round the ring is not in the ring.
        foreach (var (code, point) in new[] { (inside, new Geo.GeoPoint(10.001, 20.001)), (corner, new Geo.GeoPoint(10.009, 20.009)), (outside, new Geo.GeoPoint(10.1, 20.1)) })
        {
            await silos.Grains.GetGrain<Efectivos.IEfectivoGrain>(code).Report(Fixes.Report(code, point));
        }
        var ring = new Recipients { Kind = RecipientKind.Area, Ring = [new Geo.GeoPoint(10, 20), new Geo.GeoPoint(10.01, 20), new Geo.GeoPoint(10, 20.01)] };
        var circle = new Recipients { Kind = RecipientKind.Area, Centre = new Geo.GeoPoint(10.009, 20.009), RadiusM = 300 };
        await TwoSilos.Until("all are in their cells", async () =>
            (await silos.Grains.GetGrain<Cells.ISearchGrain>(0).Within(new Cells.AreaQuery { Bounds = new Geo.GeoBounds(9, 19, 11, 21), Limit = 10 })).Members.Length == 3);
        var (first, second, nowhere) = (NewId(), NewId(), NewId());
        await silos.Issued(first, To(CommandClass.Operational) with { Recipients = [ring] });
        await silos.Issued(second, To(CommandClass.Operational) with { Recipients = [ring, circle] });

        Assert.Equal([inside], (await silos.Command(first).Ladders("", 10))!.Ladders.Select(ladder => ladder.EfectivoId));
        Assert.Equal(new[] { inside, corner }.Order(), (await silos.Command(second).Ladders("", 10))!.Ladders.Select(ladder => ladder.EfectivoId));
        var empty = await silos.Command(nowhere).Issue(To(CommandClass.Operational) with { Recipients = [circle with { Centre = new Geo.GeoPoint(-70, 0) }] });
        Assert.Equal((IssueOutcome.NoRecipients, "nobody is inside"), (empty.Outcome, Assert.Single(empty.Unknown).Rule));
    }

    [Fact]
    public async Task Who_was_offline_gets_everything_pending_on_attach_critical_first_then_by_age()
    {
        var code = await silos.Registered();
        var (old, young, critical) = (NewId(), NewId(), NewId());
        await silos.Issued(old, To(CommandClass.Routine, code));
        await silos.Issued(young, To(CommandClass.Operational, code));
        await silos.Issued(critical, To(CommandClass.Critical, code));

        var phone = await silos.Attached(code);

        Assert.True(phone.Answer.Attached);
        Assert.Equal([critical, old, young], phone.Answer.Pending.Select(command => command.CommandId));
        await TwoSilos.Until("it counts as sent", async () => (await LadderOf(silos.Command(critical), code)).Step == LadderStep.Sent);
    }

    [Fact]
    public async Task It_is_sent_again_until_the_client_says_that_it_has_it()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var id = NewId();
        await silos.Issued(id, To(CommandClass.Critical, code));
        await TwoSilos.Until("it was sent three times", () => Task.FromResult(phone.TimesOffered(id) >= 3));

        await phone.Says(id, LadderStep.Delivered);
        var times = phone.TimesOffered(id);
        // A later command is still re-sent, so re-sending has gone on meanwhile.
        var later = NewId();
        await silos.Issued(later, To(CommandClass.Critical, code));
        await TwoSilos.Until("the later one was sent four times", () => Task.FromResult(phone.TimesOffered(later) >= 4));
        // One may have been under way.
        Assert.InRange(phone.TimesOffered(id), times, times + 1);
    }

    [Fact]
    public async Task The_same_wish_again_gets_the_same_answer_and_another_one_under_its_id_is_refused()
    {
        var code = await silos.Registered();
        var (id, wish) = (NewId(), To(CommandClass.Operational, code, "NOBODY-1", code, "NOBODY-2"));
        var first = await silos.Command(id).Issue(wish);
        Assert.Equal((IssueOutcome.Issued, 1), (first.Outcome, first.Recipients));
        Assert.Equal(["NOBODY-1", "NOBODY-2"], first.Unknown.Select(unknown => unknown.Value));

        var again = await silos.Command(id).Issue(wish with { IssuedFrom = new Geo.GeoPoint(1, 1) });
        Assert.Equal((IssueOutcome.AlreadyIssued, 1, 2), (again.Outcome, again.Recipients, again.Unknown.Length));
        Assert.Equal(IssueOutcome.IdInUse, (await silos.Command(id).Issue(wish with { Text = "Otra cosa" })).Outcome);
        // An issue that comes in when its deadline is over is no new one.
        Assert.Equal(IssueOutcome.IdInUse, (await silos.Command(id).Issue(wish with { Deadline = DateTime.UtcNow.AddMinutes(-1) })).Outcome);
    }

    [Fact]
    public async Task Nobody_found_is_said_and_nothing_is_issued()
    {
        var id = NewId();
        var answer = await silos.Command(id).Issue(To(CommandClass.Operational, "NOBODY-3"));
        Assert.Equal(IssueOutcome.NoRecipients, answer.Outcome);
        Assert.Equal("no such efectivo", Assert.Single(answer.Unknown).Rule);
        Assert.Null(await silos.Command(id).Ladders("", 10));
        Assert.Equal(IssueOutcome.Invalid, (await silos.Command(id).Issue(To(CommandClass.Routine, "X") with { Text = "" })).Outcome);
    }

    [Fact]
    public async Task A_notice_is_settled_by_being_seen()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Operational, code) with { Kind = CommandKind.Notice });
        await phone.Has(id);
        Assert.Equal(StepOutcome.IllegalStep, (await phone.Says(id, LadderStep.Accepted)).Outcome);
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Seen)).Outcome);
        await TwoSilos.Until("it is settled", async () => (await command.Ladders("", 1))!.Command.Status == CommandStatus.Settled);
    }

    [Fact]
    public async Task A_unit_is_everybody_of_it()
    {
        var codes = new[] { await silos.Registered(unit: "Unidad 77"), await silos.Registered(unit: "Unidad 77"), await silos.Registered(unit: "Otra") };
        var id = NewId();
        var wish = To(CommandClass.Operational) with { Recipients = [new Recipients { Kind = RecipientKind.Unit, Value = "Unidad 77" }, new Recipients { Kind = RecipientKind.Rank, Value = "Almirante" }] };
        var answer = await silos.Command(id).Issue(wish);
        Assert.Equal((IssueOutcome.Issued, 2), (answer.Outcome, answer.Recipients));
        Assert.Equal(new UnknownRecipient(RecipientKind.Rank, "Almirante", "nobody has it"), Assert.Single(answer.Unknown));
        Assert.Equal(codes[..2], (await silos.Command(id).Ladders("", 10))!.Ladders.Select(ladder => ladder.EfectivoId));
    }
}

using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Geo;

namespace GrupoGad.Silo.Tests;

/// <summary>What the ledger promises, whether PostGIS or memory is behind it.</summary>
public abstract partial class LedgerTests : IAsyncLifetime
{
    private SiloStack _silo = null!;

    protected ICommandLedger Ledger => _silo.Get<ICommandLedger>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<SiloStack> Start();

    public virtual async ValueTask InitializeAsync() => _silo = await Start();

    public virtual ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task A_command_is_read_back_as_it_was_issued()
    {
        var offer = Orders.Offer("round-trip") with
        {
            Class = CommandClass.Critical, OperationId = "OP-1", AssignmentId = "a-1", Attachment = "doc:1", Point = new GeoPoint(-34.6037, -58.3816),
            Area = [new GeoPoint(-34.6, -58.4), new GeoPoint(-34.7, -58.4), new GeoPoint(-34.65, -58.3123456789012)],
        };
        var issued = Orders.Issued(offer, "E-1", "E-2") with
        {
            Unknown = [new UnknownRecipient(RecipientKind.Unit, "Sur", "nobody has it")], IssuedFrom = new GeoPoint(1, 2),
        };

        Assert.Equal(LedgerOutcome.Written, await Ledger.Issue(issued));

        var stored = await Ledger.Read(offer.CommandId, Cancellation);
        Assert.Equal(offer with { Area = [] }, stored!.Offer with { Area = [] });
        Assert.Equal(offer.Area.ToArray(), stored.Offer.Area.ToArray());
        Assert.Equal(issued.Digest, stored.Digest);
        Assert.Equal(issued.Unknown.ToArray(), stored.Unknown.ToArray());
        Assert.Null(stored.Closing);
        Assert.Equal(["E-1", "E-2"], stored.Ladders.Select(ladder => ladder.EfectivoId));
        Assert.All(stored.Ladders, ladder => Assert.Equal(LadderStep.Issued, ladder.Step));
    }

    [Fact]
    public async Task A_command_that_was_never_issued_is_nowhere()
    {
        Assert.Null(await Ledger.Read("never-issued", Cancellation));
        Assert.Null(await Ledger.Ladders("never-issued", "", 10, Orders.Noon, Cancellation));
        Assert.Equal([LedgerOutcome.Conflict], await Ledger.Write(Orders.Step("never-issued", "E-1", LadderStep.Delivered)));
    }

    [Fact]
    public async Task Issued_twice_it_is_there_once()
    {
        var issued = Orders.Issued(Orders.Offer("twice-001"), "E-1");
        Assert.Equal(LedgerOutcome.Written, await Ledger.Issue(issued));
        Assert.Equal(LedgerOutcome.Repeated, await Ledger.Issue(issued with { Recipients = ["E-9"], Digest = "other" }));
        Assert.Equal(issued.Digest, (await Ledger.Read("twice-001", Cancellation))!.Digest);
        Assert.Equal(["E-1"], (await Ledger.Read("twice-001", Cancellation))!.Ladders.Select(ladder => ladder.EfectivoId));
    }

    [Fact]
    public async Task One_answer_is_taken_and_the_other_is_a_conflict()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("answers-1"), "E-1", "E-2"));
        Assert.Equal([LedgerOutcome.Written], await Ledger.Write(Orders.Step("answers-1", "E-1", LadderStep.Accepted)));
        Assert.Equal([LedgerOutcome.Repeated], await Ledger.Write(Orders.Step("answers-1", "E-1", LadderStep.Accepted)));
        Assert.Equal([LedgerOutcome.Conflict], await Ledger.Write(Orders.Step("answers-1", "E-1", LadderStep.Refused)));
        Assert.Equal([LedgerOutcome.Conflict], await Ledger.Write(Orders.Step("answers-1", "E-1", LadderStep.Expired)));
        Assert.Equal([LedgerOutcome.Conflict], await Ledger.Write(Orders.Step("answers-1", "E-NOBODY", LadderStep.Accepted)));
        Assert.Equal([LedgerOutcome.Written], await Ledger.Write(Orders.Step("answers-1", "E-2", LadderStep.Expired)));
        Assert.Equal([LedgerOutcome.Conflict], await Ledger.Write(Orders.Step("answers-1", "E-2", LadderStep.Accepted)));
    }

    [Fact]
    public async Task Nothing_comes_after_a_withdrawal()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("withdrawn"), "E-1"));
        await Ledger.Write(Orders.Step("withdrawn", "E-1", LadderStep.Withdrawn) with
        {
            Closing = new CommandClosing(ClosedHow.Withdrawn, Orders.Noon, "op-1", "a mistake"),
        });
        Assert.Equal([LedgerOutcome.Conflict], await Ledger.Write(Orders.Step("withdrawn", "E-1", LadderStep.Accepted)));
        var stored = await Ledger.Read("withdrawn", Cancellation);
        Assert.Equal(ClosedHow.Withdrawn, stored!.Closing!.How);
        Assert.Equal("a mistake", stored.Closing.Reason);
        Assert.Equal(LadderStep.Withdrawn, stored.Ladders[0].Step);
    }

    [Fact]
    public async Task Nothing_comes_after_it_said_that_it_is_unable()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("unable-01"), "E-1"));
        await Ledger.Write(Orders.Step("unable-01", "E-1", LadderStep.Accepted));
        Assert.Equal([LedgerOutcome.Written], await Ledger.Write(Orders.Step("unable-01", "E-1", LadderStep.Unable)));
        Assert.Equal([LedgerOutcome.Conflict], await Ledger.Write(Orders.Step("unable-01", "E-1", LadderStep.Done)));
    }

    [Fact]
    public async Task Many_who_write_the_same_answer_at_once_are_told_once_that_it_is_new()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("same-time"), "E-1"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Ledger.Write(Orders.Step("same-time", "E-1", i % 2 == 0 ? LadderStep.Accepted : LadderStep.Refused)).AsTask()));
        Assert.Single(outcomes, outcome => outcome[0] == LedgerOutcome.Written);
        var page = await Ledger.Ladders("same-time", "", 10, Orders.Noon, Cancellation);
        Assert.Equal(2, page!.Ladders[0].Steps.Length);
    }

    [Fact]
    public async Task Every_step_is_kept_with_its_times_reason_place_and_actor()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("certified"), "E-1"));
        var at = Orders.Noon.AddSeconds(7);
        var row = Orders.Row("E-1", LadderStep.Refused) with { At = at, RecordedAt = at.AddSeconds(1), Reason = "sin vehículo", Position = new GeoPoint(-34.5, -58.5), Actor = "op-7", SaidAt = at.AddYears(-26) };
        await Ledger.Write(new CommandWrite { CommandId = "certified", Steps = [row] });

        var ladder = (await Ledger.Ladders("certified", "", 10, Orders.Noon, Cancellation))!.Ladders[0];
        Assert.Equal([LadderStep.Issued, LadderStep.Refused], ladder.Steps.Select(step => step.Step));
        var entry = ladder.Steps[1];
        Assert.Equal((at, at.AddSeconds(1), "sin vehículo", new GeoPoint(-34.5, -58.5), "op-7"), (entry.At, entry.RecordedAt, entry.Reason, entry.Position!.Value, entry.Actor));
        Assert.Equal(at.AddYears(-26), entry.SaidAt);
        // The next step is not before it, whoever reads the ladder.
        Assert.Equal(at, (await Ledger.Read("certified", Cancellation))!.Ladders[0].At);
    }

    [Fact]
    public async Task Ladders_come_page_by_page_by_code()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("paged-001"), [.. Enumerable.Range(0, 25).Select(i => $"E-{i:D2}")]));
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = await Ledger.Ladders("paged-001", after, 10, Orders.Noon, Cancellation);
            Assert.Equal(25, page!.Command.ByStep[(int)LadderStep.Issued]);
            seen.AddRange(page.Ladders.Select(ladder => ladder.EfectivoId));
            after = page.Next;
        }
        while (after.Length > 0);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"E-{i:D2}"), seen);
    }

    [Fact]
    public async Task What_is_pending_comes_critical_first_then_by_age_and_leaves_when_it_is_settled()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("pend-old1") with { IssuedAt = Orders.Noon }, "E-7"));
        await Ledger.Issue(Orders.Issued(Orders.Offer("pend-new1") with { IssuedAt = Orders.Noon.AddSeconds(2) }, "E-7", "E-8"));
        await Ledger.Issue(Orders.Issued(Orders.Offer("pend-crit") with { IssuedAt = Orders.Noon.AddSeconds(3), Class = CommandClass.Critical }, "E-7"));
        Assert.Equal(["pend-crit", "pend-old1", "pend-new1"], await PendingOf("E-7"));

        await Ledger.Write(Orders.Step("pend-old1", "E-7", LadderStep.Delivered));
        Assert.Equal(["pend-crit", "pend-old1", "pend-new1"], await PendingOf("E-7"));
        await Ledger.Write(Orders.Step("pend-crit", "E-7", LadderStep.Accepted));
        Assert.Equal(["pend-old1", "pend-new1"], await PendingOf("E-7"));
        Assert.Empty(await Ledger.Pending("E-7", Orders.Noon.AddDays(1), 10, Cancellation));
    }

    [Fact]
    public async Task Commands_are_found_by_operation_recipient_period_and_openness_newest_first()
    {
        foreach (var i in Enumerable.Range(0, 7))
        {
            var offer = Orders.Offer($"find-{i:D4}") with { IssuedAt = Orders.Noon.AddMinutes(i / 2), OperationId = i % 2 == 0 ? "OP-F" : "" };
            await Ledger.Issue(Orders.Issued(offer, i == 3 ? "E-F" : "E-G"));
        }
        await Ledger.Write(new CommandWrite { CommandId = "find-0000", Closing = new CommandClosing(ClosedHow.Settled, Orders.Noon, "system", "") });

        Assert.Equal(["find-0006", "find-0004", "find-0002", "find-0000"], await Found(new CommandQuery { OperationId = "OP-F", Limit = 3 }));
        Assert.Equal(["find-0006", "find-0004", "find-0002"], await Found(new CommandQuery { OperationId = "OP-F", OpenOnly = true, Limit = 100 }));
        Assert.Equal(["find-0003"], await Found(new CommandQuery { EfectivoId = "E-F", Limit = 100 }));
        Assert.Equal(["find-0003", "find-0002"], await Found(new CommandQuery { From = Orders.Noon.AddMinutes(1), To = Orders.Noon.AddMinutes(2), Limit = 1 }));
        Assert.DoesNotContain("find-0000", await Owed());
        Assert.Contains("find-0001", await Owed());
    }

    [Fact]
    public async Task An_order_that_cannot_be_carried_out_is_owed_until_a_person_closes_it()
    {
        var (order, notice) = (Orders.Offer("unable-001"), Orders.Offer("unable-002") with { Kind = CommandKind.Notice });
        foreach (var offer in new[] { order, notice })
        {
            await Ledger.Issue(Orders.Issued(offer, "E-1"));
            await Ledger.Write(Orders.Step(offer.CommandId, "E-1", LadderStep.Unable));
            await Ledger.Write(new CommandWrite { CommandId = offer.CommandId, Closing = new CommandClosing(ClosedHow.Settled, Orders.Noon, "system", "") });
        }

        Assert.Equal(["unable-001"], await Owed());

        await Ledger.Write(new CommandWrite { CommandId = order.CommandId, Closing = new CommandClosing(ClosedHow.Waived, Orders.Noon, "op-1", "nobody else is near") });
        Assert.Empty(await Owed());
    }

    [Fact]
    public async Task A_note_is_written_although_nobody_waits_for_it()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("noted-001"), "E-1"));
        Ledger.Note("noted-001", Orders.Row("E-1", LadderStep.Sent) with { Sends = 3 });
        await Reports.Until("the note is stored", async () => (await Ledger.Read("noted-001", Cancellation))!.Ladders[0] is { Step: LadderStep.Sent, Sends: 3 });
    }

    private async Task<string[]> PendingOf(string efectivo) =>
        [.. (await Ledger.Pending(efectivo, Orders.Noon, 10, Cancellation)).Select(offer => offer.CommandId)];

    private async Task<List<string>> Found(CommandQuery query)
    {
        var found = new List<string>();
        do
        {
            var page = await Ledger.Find(query, Orders.Noon, Cancellation);
            Assert.True(page.Commands.Length <= query.Limit);
            found.AddRange(page.Commands.Select(command => command.Command.CommandId));
            query = query with { After = page.Next };
        }
        while (query.After.Length > 0);
        return found;
    }

    private async Task<ImmutableArray<string>> Owed()
    {
        var owed = ImmutableArray.CreateBuilder<string>();
        await foreach (var id in Ledger.Owed(Cancellation))
        {
            owed.Add(id);
        }
        return owed.ToImmutable();
    }
}

public sealed class MemoryLedgerTests : LedgerTests
{
    protected override Task<SiloStack> Start() => SiloStack.Start(null);
}

public sealed class PostGisLedgerTests(PostGisServer server) : LedgerTests
{
    private TestDatabase _database = null!;

    protected override async Task<SiloStack> Start()
    {
        _database = await server.CreateDatabase();
        return await SiloStack.Start(_database.Address);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }
}

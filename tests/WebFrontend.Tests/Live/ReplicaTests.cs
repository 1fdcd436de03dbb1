using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Google.Protobuf;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Replicas;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>A mirror fed with any batches, encoded in both subprotocols and read back with the generated classes.</summary>
public sealed class ReplicaTests
{
    private static readonly CellId Cell = CellId.FromPoint(new GeoPoint(-34.6, -58.4), 12);

    /// <summary>What happens in one tick: who is in each of eight slots (null nobody) and where.</summary>
    private static readonly Gen<(int? Who, int Step)[]> Occupants =
        Gen.Select(Gen.Int[0, 5].Select(who => who == 0 ? (int?)null : who), Gen.Int[0, 3]).Array[8];

    [Fact]
    public void Screens_of_both_subprotocols_hold_what_the_cell_holds() => Occupants.Array[1, 12].Sample(ticks =>
    {
        var replica = new CellReplica(Cell);
        var (binary, text) = (new Picture(), new Picture());
        var former = new (int? Who, int Step)[8];
        for (var tick = 0; tick < ticks.Length; tick++)
        {
            var now = Distinct(ticks[tick]);
            Assert.True(replica.Take(tick % 5 == 0 ? Whole(now, tick) : Change(former, now, tick)));
            Show(replica, tick, whole: tick == 0, binary, text);
            var inside = now.Where(slot => slot.Who is not null).Select(slot => Id(slot.Who!.Value)).Order().ToArray();
            Assert.Equal(inside, binary.Ids.Order());
            Assert.Equal(inside, text.Ids.Order());
            Assert.All(now.Where(slot => slot.Who is not null), slot =>
            {
                var point = FixAt(slot.Step).Point;
                Assert.True(Sphere.DistanceM(point, binary.Find(Id(slot.Who!.Value))!.Point) < 1);
                Assert.True(Sphere.DistanceM(point, text.Find(Id(slot.Who!.Value))!.Point) < 0.1);
            });
            former = now;
        }
    });

    [Fact]
    public void A_gap_is_seen_and_a_snapshot_with_the_held_batches_closes_it()
    {
        var replica = new CellReplica(Cell);
        Assert.True(replica.Take(Batch(10, true, (0, 1))));
        Assert.False(replica.Take(Batch(12, false, (2, 3))));
        replica.WantsSnapshot = true;
        Assert.True(replica.Take(Batch(13, false, (3, 4))));
        Assert.Equal(10, replica.SourceSequence);
        Assert.True(replica.Take(Batch(12, true, (0, 1), (1, 2), (2, 3))));
        Assert.Equal((13, 4), (replica.SourceSequence, replica.Slots.ToArray().Count(slot => slot.Member is not null)));
        Assert.False(replica.WantsSnapshot);
    }

    [Fact]
    public void An_old_batch_moves_nothing()
    {
        var replica = new CellReplica(Cell);
        replica.Take(Batch(10, true, (0, 1)));
        replica.Settle();
        Assert.True(replica.Take(Batch(9, false, (0, 2))));
        Assert.Equal((false, Id(1)), (replica.Dirty, replica.Slots[0].Member!.EfectivoId));
    }

    [Fact]
    public void A_subscription_costs_the_difference() => Gen.Select(Gen.Int[0, 9].HashSet[0, 10], Gen.Int[0, 9].HashSet[0, 10]).Sample((first, second) =>
    {
        var cells = Enumerable.Range(0, 10).Select(i => new CellReplica(Cell with { X = Cell.X + i })).ToArray();
        Array.ForEach(cells, cell => cell.Take(Batch(1, true)));
        var view = new SessionView(Subprotocol.Protobuf, Outboxes.New(10, 2));
        view.Look([.. first.Select(i => cells[i])]);
        view.Owed.Clear();
        view.Look([.. second.Select(i => cells[i])]);
        Assert.Equal(second.Except(first).Select(i => cells[i].Number).Order(), view.Owed.Cast<CellReplica>().Select(cell => cell.Number).Order());
        Assert.Equal(first.Except(second).Select(i => cells[i].Number).Order(), view.Closed.Order());
        Assert.All(cells, cell => Assert.Equal(second.Contains(Array.IndexOf(cells, cell)), cell.Viewers.Contains(view)));
    });

    [Fact]
    public void A_tick_is_told_when_its_second_is_not_the_one_last_told() => Gen.Long[0, 2].Array[1, 20].Sample(seconds =>
    {
        var encoder = new ProtobufEncoder();
        var view = new SessionView(Subprotocol.Protobuf, Outboxes.New(10, 2));
        long? told = null;
        foreach (var second in seconds)
        {
            encoder.Begin(1_000_000 + second);
            view.Closed.Add(1);
            var live = Wire.ServerFrame.Parser.ParseFrom(encoder.Compose(view).Memory.Span).Live;
            Assert.Equal(told == second ? null : 1_000_000 + second, live.Tick?.Seconds);
            view.Closed.Clear();
            (view.TickToldS, told) = (encoder.TickS, second);
        }
    });

    [Fact]
    public void Frames_are_numbered_1_to_127_and_1_again()
    {
        var replica = new CellReplica(Cell);
        var numbers = Enumerable.Range(0, 254).Select(_ =>
        {
            replica.NextFrame();
            return replica.FrameSequence;
        }).ToArray();
        Assert.Equal([.. Enumerable.Range(1, 127), .. Enumerable.Range(1, 127)], numbers.Select(number => (int)number));
    }

    private static void Show(CellReplica replica, int tick, bool whole, Picture binary, Picture text)
    {
        if (!replica.Dirty)
        {
            return;
        }
        using var json = new JsonEncoder();
        replica.NextFrame();
        foreach (IFrameEncoder encoder in (IFrameEncoder[])[new ProtobufEncoder(), json])
        {
            encoder.Begin(1_000_000 + tick);
            var view = new SessionView(encoder.Subprotocol, Outboxes.New(10, 2));
            view.Pieces.Add(replica.Lane, whole ? replica.Whole(encoder, tick) : replica.Delta(encoder, tick));
            view.Closed.Add(9_999_999_999_999_999_999);
            var message = encoder.Compose(view).Memory;
            var frame = encoder is JsonEncoder
                ? JsonParser.Default.Parse<Wire.ServerFrame>(Encoding.UTF8.GetString(message.Span))
                : Wire.ServerFrame.Parser.ParseFrom(message.Span);
            Assert.Equal((1_000_000 + tick, 9_999_999_999_999_999_999), (frame.Live.Tick.Seconds, Assert.Single(frame.Live.Closed)));
            (encoder is JsonEncoder ? text : binary).Apply(frame.Live);
        }
        replica.Settle();
    }

    /// <summary>Nobody is in two slots.</summary>
    private static (int? Who, int Step)[] Distinct((int? Who, int Step)[] slots)
    {
        var seen = new HashSet<int>();
        return [.. slots.Select(slot => slot.Who is { } who && seen.Add(who) ? slot : (null, 0))];
    }

    private static CellBatch Whole((int? Who, int Step)[] now, int sequence) => new()
    {
        Cell = Cell.ToString(),
        Sequence = sequence,
        Snapshot = true,
        Entered = [.. now.Index().Where(at => at.Item.Who is not null).Select(at => new CellSlot(at.Index, Member(at.Item.Who!.Value, at.Item.Step)))],
    };

    private static CellBatch Change((int? Who, int Step)[] former, (int? Who, int Step)[] now, int sequence) => new()
    {
        Cell = Cell.ToString(),
        Sequence = sequence,
        Left = [.. now.Index().Where(at => former[at.Index].Who is not null && at.Item.Who != former[at.Index].Who).Select(at => at.Index)],
        Entered = [.. now.Index().Where(at => at.Item.Who is not null && at.Item.Who != former[at.Index].Who)
            .Select(at => new CellSlot(at.Index, Member(at.Item.Who!.Value, at.Item.Step)))],
        Moved = [.. now.Index().Where(at => at.Item.Who is not null && at.Item.Who == former[at.Index].Who && at.Item.Step != former[at.Index].Step)
            .Select(at => new CellSlotMove(at.Index, FixAt(at.Item.Step)))],
    };

    private static CellBatch Batch(long sequence, bool snapshot, params (int Slot, int Who)[] entered) => new()
    {
        Cell = Cell.ToString(),
        Sequence = sequence,
        Snapshot = snapshot,
        Entered = [.. entered.Select(at => new CellSlot(at.Slot, Member(at.Who, 0)))],
    };

    private static string Id(int who) => $"E-{who:0000}";

    private static CellMember Member(int who, int step) => new()
    {
        EfectivoId = Id(who),
        DisplayName = $"Móvil \"{who}\"",
        Unit = who % 2 == 0 ? "" : "Ñ",
        Availability = (Availability)(who % 4 + 1),
        Skills = ImmutableArray<string>.Empty,
        Fix = FixAt(step),
        Version = 1,
    };

    private static Fix FixAt(int step) => new()
    {
        Point = new GeoPoint(-34.6 + step * 0.0001, -58.4),
        DeviceTime = DateTime.UnixEpoch.AddSeconds(999_990),
        SpeedMps = step == 0 ? null : step,
    };
}

using System.Text;
using CsCheck;
using Google.Protobuf;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Replicas;
using GrupoGad.WebFrontend.Live.Sessions;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>A mirror whose cell begins anew, empty, and screens of both subprotocols that read what it tells.</summary>
public sealed class HeldMembersTests
{
    private const int HoldMs = 10_000;

    private static readonly CellId Cell = CellId.FromPoint(new GeoPoint(-34.6, -58.4), 12);

    /// <summary>One tick: how often each of 12 efectivos is told, what of it happens (0 comes or moves, 1 goes), and whether the cell begins anew before.</summary>
    private static readonly Gen<(int Who, int What)[][]> Lives = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 2]).Array[0, 6].Array[1, 30];

    [Fact]
    public void Whoever_was_shown_stays_until_told_otherwise_and_nobody_is_shown_twice() =>
        Gen.Select(Lives, Gen.Int[0, 29].HashSet[0, 3]).Sample((ticks, restarts) =>
        {
            var (source, replica, held) = (new Source(), new CellReplica(Cell), new HashSet<int>());
            Screens screens = new(replica);
            Assert.True(replica.Take(source.Snapshot()));
            screens.Show(whole: true);
            for (var tick = 0; tick < ticks.Length; tick++)
            {
                if (restarts.Contains(tick))
                {
                    held.UnionWith(source.Slots.Keys);
                    source = new Source { Sequence = source.Sequence + 1_000, Activation = source.Activation + 1_000 };
                    // Some are back before the gateway has its snapshot.
                    source.Live(ticks[tick]);
                    Assert.True(replica.Take(source.Snapshot()));
                }
                else
                {
                    Assert.True(replica.Take(source.Live(ticks[tick])));
                }
                held.ExceptWith(source.Told);
                screens.Show(whole: false);
                screens.Hold(source.Slots.Keys.Union(held));
                Assert.Equal(held.Count, replica.HeldCount);
            }
            Assert.False(replica.LetGo(1_000, HoldMs));
            Assert.Equal(held.Count > 0, replica.LetGo(1_000 + HoldMs, HoldMs));
            screens.Show(whole: false);
            screens.Hold(source.Slots.Keys);
        });

    [Fact]
    public void A_snapshot_of_the_same_activation_takes_out_whom_it_does_not_hold()
    {
        var (source, replica) = (new Source(), new CellReplica(Cell));
        source.Live([(1, 0), (2, 0)]);
        replica.Take(source.Snapshot());
        source.Live([(1, 1)]);
        replica.Take(source.Snapshot());
        Assert.Equal((0, "E-0002"), (replica.HeldCount, Assert.Single(replica.Slots.ToArray(), slot => slot.Member is not null).Member!.EfectivoId));
    }

    [Fact]
    public void Those_held_are_let_go_after_the_hold_counted_from_the_last_restart()
    {
        var (source, replica) = (new Source(), new CellReplica(Cell));
        source.Live([(1, 0), (2, 0)]);
        replica.Take(source.Snapshot());
        replica.Take(new Source { Sequence = 1_000, Activation = 1 }.Snapshot());
        Assert.False(replica.LetGo(0, HoldMs));
        replica.Take(new Source { Sequence = 2_000, Activation = 2 }.Snapshot());
        Assert.False(replica.LetGo(HoldMs, HoldMs));
        Assert.False(replica.LetGo(2 * HoldMs - 1, HoldMs));
        Assert.True(replica.LetGo(2 * HoldMs, HoldMs));
        Assert.DoesNotContain(replica.Slots.ToArray(), slot => slot.Member is not null);
    }

    private static string Id(int who) => $"E-{who:0000}";

    /// <summary>A cell's grain, as far as its watchers see it.</summary>
    private sealed class Source
    {
        private readonly SortedSet<int> _free = [.. Enumerable.Range(0, 12)];
        private int _step;

        public long Activation { get; init; } = 500;

        public long Sequence { get; set; } = 500;

        public Dictionary<int, int> Slots { get; } = [];

        /// <summary>All whom this activation has ever told.</summary>
        public HashSet<int> Told { get; } = [];

        public CellBatch Snapshot() => new()
        {
            Cell = Cell.ToString(), Sequence = Sequence, Snapshot = true, Activation = Activation,
            Entered = [.. Slots.Select(pair => new CellSlot(pair.Value, Member(pair.Key)))],
        };

        public CellBatch Live((int Who, int What)[] events)
        {
            var (entered, moved, left) = (new List<CellSlot>(), new List<CellSlotMove>(), new List<int>());
            _step++;
            foreach (var (who, what) in events.DistinctBy(one => one.Who))
            {
                var here = Slots.TryGetValue(who, out var slot);
                switch (what)
                {
                    case 1 when here:
                        Slots.Remove(who);
                        _free.Add(slot);
                        left.Add(slot);
                        break;
                    case 1:
                        // Came and went within a tick, by a slot that nobody was told of.
                        left.Add(_free.Max);
                        break;
                    case 0 when here:
                        moved.Add(new CellSlotMove(slot, Member(who).Fix));
                        break;
                    default:
                        if (!here)
                        {
                            Slots[who] = slot = _free.Min;
                            _free.Remove(slot);
                        }
                        Told.Add(who);
                        entered.Add(new CellSlot(slot, Member(who)));
                        break;
                }
            }
            // A slot taken anew in this very tick is told by its entering.
            return new() { Cell = Cell.ToString(), Sequence = ++Sequence, Entered = [.. entered], Moved = [.. moved], Left = [.. left] };
        }

        private CellMember Member(int who) => new()
        {
            EfectivoId = Id(who), DisplayName = $"Móvil {who}", Unit = "", Availability = Availability.Available, Skills = [], Version = _step,
            Fix = new Fix { Point = new GeoPoint(-34.6 + (who + _step) * 0.0001, -58.4), DeviceTime = DateTime.UnixEpoch.AddSeconds(999_990) },
        };
    }

    private sealed class Screens(CellReplica replica)
    {
        private readonly (Picture Binary, Picture Text) _pictures = (new(), new());
        private int _tick;

        public void Show(bool whole)
        {
            _tick++;
            if (!replica.Dirty)
            {
                return;
            }
            replica.NextFrame();
            using var json = new JsonEncoder();
            Show(new ProtobufEncoder(), whole, _pictures.Binary, static message => Wire.ServerFrame.Parser.ParseFrom(message.Span));
            Show(json, whole, _pictures.Text, static message => JsonParser.Default.Parse<Wire.ServerFrame>(Encoding.UTF8.GetString(message.Span)));
            replica.Settle();
        }

        public void Hold(IEnumerable<int> who)
        {
            var expected = who.Select(Id).Order().ToArray();
            Assert.Equal(expected, _pictures.Binary.Ids.Order());
            Assert.Equal(expected, _pictures.Text.Ids.Order());
        }

        private void Show(IFrameEncoder encoder, bool whole, Picture picture, Func<ReadOnlyMemory<byte>, Wire.ServerFrame> read)
        {
            encoder.Begin(1_000_000 + _tick);
            var view = new SessionView(encoder.Subprotocol, new Outbox(encoder.Subprotocol, new OutboxLimits(10, 2, 10, 8)));
            view.Pieces.Add(replica.Lane, whole ? replica.Whole(encoder, _tick) : replica.Delta(encoder, _tick));
            picture.Apply(read(encoder.Compose(view).Memory).Live);
        }
    }
}

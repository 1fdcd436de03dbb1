using Google.Protobuf;
using GrupoGad.Efectivos;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Replicas;
using CellMember = GrupoGad.Cells.CellMember;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Pieces of <c>gad.v1.LiveFrame</c> in the binary format: protobuf lets the items of repeated fields simply follow each other.</summary>
internal sealed class ProtobufEncoder : IFrameEncoder
{
    /// <summary>Half round the world: nothing is worse known, metres.</summary>
    private const float AroundM = 20_000_000;

    private readonly WireBuffer _tick = new();
    private readonly WireBuffer _body = new();
    private readonly WireBuffer _part = new();
    private readonly WireBuffer _stamp = new();
    private readonly WireBuffer _coarse = new();

    public Subprotocol Subprotocol => Subprotocol.Protobuf;

    public long TickS { get; private set; }

    public void Begin(long tickS)
    {
        TickS = tickS;
        _tick.Reset();
        _stamp.Reset();
        _part.Reset();
        _part.Number(1, (ulong)tickS);
        _stamp.Bytes(LiveFrame.TickFieldNumber, _part.Written);
    }

    public Segment Cell(CellReplica replica, bool whole)
    {
        _body.Reset();
        _body.Number(CellFrame.CellFieldNumber, replica.Number);
        _body.Number(CellFrame.SequenceFieldNumber, replica.FrameSequence);
        _body.Number(CellFrame.SnapshotFieldNumber, whole ? 1u : 0u);
        Members(replica, whole);
        Rows(replica, whole);
        if (!whole)
        {
            Left(replica);
        }
        return Close(LiveFrame.CellsFieldNumber);
    }

    public Segment Count(CountReplica replica)
    {
        _body.Reset();
        _body.Number(CountFrame.CellFieldNumber, replica.Number);
        Span<uint> four = stackalloc uint[4];
        WireAvailability.Fill(replica.Counts, four);
        _part.Reset();
        foreach (var count in four)
        {
            _part.Varint(count);
        }
        _body.Bytes(CountFrame.ByAvailabilityFieldNumber, _part.Written);
        _body.Float(CountFrame.LatitudeFieldNumber, (float)replica.Counts.Latitude);
        _body.Float(CountFrame.LongitudeFieldNumber, (float)replica.Counts.Longitude);
        return Close(LiveFrame.CountsFieldNumber);
    }

    public Segment State(EfectivoView view)
    {
        _body.Reset();
        _body.Text(EfectivoState.EfectivoIdFieldNumber, view.EfectivoId);
        _body.Text(EfectivoState.DisplayNameFieldNumber, view.Profile.DisplayName);
        _body.Text(EfectivoState.UnitFieldNumber, view.Profile.Unit);
        _body.Number(EfectivoState.AvailabilityFieldNumber, (ulong)view.Availability);
        if (view.Fix is { } fix)
        {
            Fix(fix);
        }
        return Close(LiveFrame.FollowedFieldNumber);
    }

    public Segment Message(ServerFrame frame)
    {
        var start = _tick.Length;
        frame.WriteTo(_tick);
        return new Segment(start, _tick.Length - start);
    }

    public LiveMessage Alone(Segment segment) => LiveMessage.Of(_tick.Slice(segment));

    public LiveMessage Compose(SessionView view)
    {
        _body.Reset();
        foreach (var number in view.Closed)
        {
            _body.Varint(number);
        }
        var pieces = view.Pieces;
        var stamp = view.TickToldS == TickS ? default : _stamp.Written;
        var length = stamp.Length + pieces.Bytes + (_body.Length == 0 ? 0 : 1 + VarintLength(_body.Length) + _body.Length);
        _part.Reset();
        _part.Varint((ulong)ServerFrame.LiveFieldNumber << 3 | 2);
        _part.Varint((ulong)length);
        _part.Raw(stamp);
        if (_body.Length > 0)
        {
            _part.Bytes(LiveFrame.ClosedFieldNumber, _body.Written);
        }
        var message = new LiveMessage(_part.Length + pieces.Bytes);
        var room = message.Memory.Span;
        _part.Written.CopyTo(room);
        room = room[_part.Length..];
        foreach (var lane in pieces.Lanes)
        {
            foreach (var segment in lane)
            {
                _tick.Slice(segment).CopyTo(room);
                room = room[segment.Length..];
            }
        }
        return message;
    }

    private void Members(CellReplica replica, bool whole)
    {
        if (whole)
        {
            for (var slot = 0; slot < replica.Slots.Length; slot++)
            {
                if (replica.Slots[slot].Member is { } member)
                {
                    Member(slot, member);
                }
            }
            return;
        }
        foreach (var slot in replica.Changed)
        {
            ref readonly var at = ref replica.Slots[slot];
            if (at.Member is { } member && at.Change.HasFlag(SlotChange.Entered))
            {
                Member(slot, member);
            }
        }
    }

    private void Member(int slot, CellMember member)
    {
        _part.Reset();
        _part.Number(Protocol.V1.CellMember.SlotFieldNumber, (uint)slot);
        _part.Text(Protocol.V1.CellMember.EfectivoIdFieldNumber, member.EfectivoId);
        _part.Number(Protocol.V1.CellMember.AvailabilityFieldNumber, (ulong)member.Availability);
        _part.Text(Protocol.V1.CellMember.DisplayNameFieldNumber, member.DisplayName);
        _part.Text(Protocol.V1.CellMember.UnitFieldNumber, member.Unit);
        _body.Bytes(CellFrame.MembersFieldNumber, _part.Written);
    }

    private void Rows(CellReplica replica, bool whole)
    {
        _part.Reset();
        _coarse.Reset();
        if (whole)
        {
            for (var slot = 0; slot < replica.Slots.Length; slot++)
            {
                WriteRow(replica, slot);
            }
        }
        else
        {
            foreach (var slot in replica.Changed)
            {
                WriteRow(replica, slot);
            }
        }
        if (_part.Length > 0)
        {
            _body.Bytes(CellFrame.RowsFieldNumber, _part.Written);
        }
        if (_coarse.Length > 0)
        {
            _body.Bytes(CellFrame.CoarseFieldNumber, _coarse.Written);
        }
    }

    private void WriteRow(CellReplica replica, int slot)
    {
        ref readonly var at = ref replica.Slots[slot];
        if (at.Member is null)
        {
            return;
        }
        RowCodec.Write(_part, RowCodec.Encode(replica.Cell, slot, at.Fix, TickS));
        if (at.Fix.IsCoarse())
        {
            _coarse.Varint((uint)slot);
            _coarse.Varint((uint)Math.Ceiling(Math.Min(at.Fix.AccuracyM!.Value, AroundM)));
        }
    }

    private void Left(CellReplica replica)
    {
        _part.Reset();
        foreach (var slot in replica.Changed)
        {
            if (replica.Slots[slot].Change.HasFlag(SlotChange.Left))
            {
                _part.Varint((uint)slot);
            }
        }
        if (_part.Length > 0)
        {
            _body.Bytes(CellFrame.LeftFieldNumber, _part.Written);
        }
    }

    private void Fix(in Fix fix)
    {
        _body.Double(EfectivoState.LatitudeFieldNumber, fix.Point.Latitude);
        _body.Double(EfectivoState.LongitudeFieldNumber, fix.Point.Longitude);
        var seconds = RowCodec.Seconds(fix.DeviceTime);
        _part.Reset();
        _part.Number(1, (ulong)seconds);
        _part.Number(2, (ulong)((fix.DeviceTime - DateTime.UnixEpoch.AddSeconds(seconds)).Ticks * TimeSpan.NanosecondsPerTick));
        _body.Bytes(EfectivoState.DeviceTimeFieldNumber, _part.Written);
        Optional(EfectivoState.AccuracyMFieldNumber, fix.AccuracyM);
        Optional(EfectivoState.SpeedMpsFieldNumber, fix.SpeedMps);
        Optional(EfectivoState.CourseDegFieldNumber, fix.CourseDeg);
        Optional(EfectivoState.BatteryFieldNumber, fix.Battery);
    }

    private void Optional(int field, float? value)
    {
        if (value is { } known)
        {
            _body.Float(field, known);
        }
    }

    private Segment Close(int field)
    {
        var start = _tick.Length;
        _tick.Bytes(field, _body.Written);
        return new Segment(start, _tick.Length - start);
    }

    private static int VarintLength(int value) => (38 - System.Numerics.BitOperations.LeadingZeroCount((uint)value | 1)) / 7;
}

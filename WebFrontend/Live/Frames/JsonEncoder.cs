using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using GrupoGad.Efectivos;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Replicas;
using Availability = GrupoGad.Efectivos.Availability;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Pieces of <c>gad.v1.LiveFrame</c> in the protobuf JSON mapping, members in plain words.</summary>
internal sealed class JsonEncoder : IFrameEncoder, IDisposable
{
    /// <summary>Degrees are written with seven decimals: 1 cm, finer than any receiver.</summary>
    private const int Decimals = 7;

    private static readonly byte[][] LaneNames = ["\"cells\":["u8.ToArray(), "\"counts\":["u8.ToArray(), "\"followed\":["u8.ToArray()];

    private readonly WireBuffer _tick = new();
    private readonly WireBuffer _head = new();
    private readonly Utf8JsonWriter _json;
    private string _tickText = "";

    public JsonEncoder() => _json = new Utf8JsonWriter(_tick, new JsonWriterOptions { SkipValidation = true });

    public Subprotocol Subprotocol => Subprotocol.Json;

    public void Dispose() => _json.Dispose();

    public long TickS { get; private set; }

    public void Begin(long tickS)
    {
        TickS = tickS;
        _tick.Reset();
        _tickText = DateTime.UnixEpoch.AddSeconds(tickS).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    public Segment Cell(CellReplica replica, bool whole)
    {
        var start = Open(replica.Number);
        _json.WriteNumber("sequence"u8, replica.FrameSequence);
        if (whole)
        {
            _json.WriteBoolean("snapshot"u8, true);
        }
        _json.WriteStartArray("states"u8);
        if (whole)
        {
            for (var slot = 0; slot < replica.Slots.Length; slot++)
            {
                WriteSlot(replica, slot);
            }
        }
        else
        {
            foreach (var slot in replica.Changed)
            {
                WriteSlot(replica, slot);
            }
        }
        _json.WriteEndArray();
        if (!whole && replica.LeftIds.Count > 0)
        {
            _json.WriteStartArray("leftIds"u8);
            foreach (var id in replica.LeftIds)
            {
                _json.WriteStringValue(id);
            }
            _json.WriteEndArray();
        }
        return Close(start);
    }

    public Segment Count(CountReplica replica)
    {
        var start = Open(replica.Number);
        Span<uint> four = stackalloc uint[4];
        WireAvailability.Fill(replica.Counts, four);
        _json.WriteStartArray("byAvailability"u8);
        foreach (var count in four)
        {
            _json.WriteNumberValue(count);
        }
        _json.WriteEndArray();
        _json.WriteNumber("latitude"u8, (float)replica.Counts.Latitude);
        _json.WriteNumber("longitude"u8, (float)replica.Counts.Longitude);
        return Close(start);
    }

    public Segment State(EfectivoView view)
    {
        var start = Start();
        Words(view.EfectivoId, view.Profile.DisplayName, view.Profile.Unit, view.Availability);
        if (view.Fix is { } fix)
        {
            Fix(fix);
        }
        return Close(start);
    }

    public Segment Message(ServerFrame frame)
    {
        var start = _tick.Length;
        var text = JsonFormatter.Default.Format(frame);
        _tick.Advance(Encoding.UTF8.GetBytes(text, _tick.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
        return new Segment(start, _tick.Length - start);
    }

    public LiveMessage Alone(Segment segment) => LiveMessage.Of(_tick.Slice(segment));

    public LiveMessage Compose(SessionView view)
    {
        _head.Reset();
        _head.Raw("{\"live\":{\"tick\":\""u8);
        foreach (var letter in _tickText)
        {
            _head.Raw([(byte)letter]);
        }
        _head.Raw("\""u8);
        Closed(view.Closed);
        for (var lane = 0; lane < LaneNames.Length; lane++)
        {
            if (view.Pieces.Lanes[lane].Count > 0)
            {
                _head.Raw(","u8);
                _head.Raw(LaneNames[lane]);
                foreach (var segment in view.Pieces.Lanes[lane])
                {
                    _head.Raw(_tick.Slice(segment));
                    _head.Raw(","u8);
                }
                _head.ReplaceLast((byte)']');
            }
        }
        _head.Raw("}}"u8);
        var message = new LiveMessage(_head.Length);
        _head.Written.CopyTo(message.Memory.Span);
        return message;
    }

    private void Closed(List<ulong> closed)
    {
        if (closed.Count == 0)
        {
            return;
        }
        _head.Raw(",\"closed\":["u8);
        foreach (var number in closed)
        {
            _head.Raw("\""u8);
            number.TryFormat(_head.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
            _head.Advance(written);
            _head.Raw("\","u8);
        }
        _head.ReplaceLast((byte)']');
    }

    private void WriteSlot(CellReplica replica, int slot)
    {
        ref readonly var at = ref replica.Slots[slot];
        if (at.Member is { } member)
        {
            _json.WriteStartObject();
            Words(member.EfectivoId, member.DisplayName, member.Unit, member.Availability);
            Fix(at.Fix);
            _json.WriteEndObject();
        }
    }

    private void Words(string id, string name, string unit, Availability availability)
    {
        _json.WriteString("efectivoId"u8, id);
        _json.WriteString("displayName"u8, name);
        _json.WriteString("unit"u8, unit);
        _json.WriteString("availability"u8, WireAvailability.Name(availability));
    }

    private void Fix(in Fix fix)
    {
        _json.WriteNumber("latitude"u8, Math.Round(fix.Point.Latitude, Decimals));
        _json.WriteNumber("longitude"u8, Math.Round(fix.Point.Longitude, Decimals));
        _json.WriteString("deviceTime"u8, fix.DeviceTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Optional("accuracyM"u8, fix.AccuracyM);
        Optional("speedMps"u8, fix.SpeedMps);
        Optional("courseDeg"u8, fix.CourseDeg);
        Optional("battery"u8, fix.Battery);
    }

    private void Optional(ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } known && float.IsFinite(known))
        {
            _json.WriteNumber(name, known);
        }
    }

    // 64-bit numbers are text in JSON: a browser's numbers hold 53 bits.
    private int Open(ulong cell)
    {
        var start = Start();
        Span<char> text = stackalloc char[20];
        cell.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        _json.WriteString("cell"u8, text[..written]);
        return start;
    }

    private int Start()
    {
        // The remains of a piece that could not be written are no part of this one.
        _json.Reset();
        var start = _tick.Length;
        _json.WriteStartObject();
        return start;
    }

    private Segment Close(int start)
    {
        _json.WriteEndObject();
        _json.Flush();
        return new Segment(start, _tick.Length - start);
    }
}

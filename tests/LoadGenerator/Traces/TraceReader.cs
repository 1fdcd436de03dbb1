using System.Globalization;
using System.IO.Compression;

namespace GrupoGad.LoadGenerator.Traces;

/// <summary>Reads a fleet trace, <c>.csv</c> or <c>.csv.gz</c>. A row that cannot be read is counted, never a crash.</summary>
public sealed class TraceReader
{
    private readonly TraceColumns _columns;
    private readonly List<TraceUnit> _units = [];
    private readonly Dictionary<string, int> _unitIndex = new(StringComparer.Ordinal);
    private readonly List<RawRow> _rows = [];
    private readonly MalformedRows _malformed = new();

    private TraceReader(TraceColumns columns) => _columns = columns;

    /// <exception cref="InvalidDataException">It is not a trace.</exception>
    public static Trace ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        using var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var text = new StreamReader(plain);
        return Read(text);
    }

    /// <exception cref="InvalidDataException">It is not a trace.</exception>
    public static Trace Read(TextReader text)
    {
        var header = text.ReadLine() ?? throw new InvalidDataException("The trace is empty.");
        var reader = new TraceReader(TraceColumns.Of(header));
        for (var line = 2; text.ReadLine() is { } content; line++)
        {
            if (content.Length > 0)
            {
                reader.Take(content, line);
            }
        }
        return new Trace(reader._units, ArrivalOrder.Of(reader._rows), reader._malformed);
    }

    private void Take(string content, int line)
    {
        var fields = CsvLine.Split(content);
        var row = new RawRow();
        var wrong = Unit(fields, ref row) ?? Time(fields, ref row) ?? Fix(fields, ref row) ?? Arrival(fields, ref row);
        if (wrong is not null)
        {
            _malformed.Add(wrong, line, content);
            return;
        }
        _rows.Add(row);
    }

    private string? Unit(string[] fields, ref RawRow row)
    {
        var id = Field(fields, _columns.Unit);
        if (id.Length == 0)
        {
            return "unit_id";
        }
        if (!_unitIndex.TryGetValue(id, out var unit))
        {
            unit = _unitIndex[id] = _units.Count;
            _units.Add(new TraceUnit(id, Field(fields, _columns.Group)));
        }
        row = row with { Unit = unit };
        return null;
    }

    private string? Time(string[] fields, ref RawRow row)
    {
        var text = Field(fields, _columns.Time);
        // A local time without its zone would be read as something it is not.
        var known = _columns.TimeIsUtc || text.EndsWith('Z');
        if (!known || !TryTime(text, out var time))
        {
            return "timestamp";
        }
        row = row with { Time = time };
        return null;
    }

    private string? Fix(string[] fields, ref RawRow row)
    {
        if (!TryNumber(Field(fields, _columns.Latitude), out var latitude))
        {
            return "lat";
        }
        if (!TryNumber(Field(fields, _columns.Longitude), out var longitude))
        {
            return "lon";
        }
        if (!TryOptional(fields, _columns.Speed, out var speed) || !TryOptional(fields, _columns.Course, out var course)
            || !TryOptional(fields, _columns.Accuracy, out var accuracy))
        {
            return "speed, course or accuracy";
        }
        row = row with { Fix = new TraceFix(latitude, longitude, speed, course, accuracy) };
        return null;
    }

    private string? Arrival(string[] fields, ref RawRow row)
    {
        var received = default(DateTime?);
        if (Field(fields, _columns.Received) is { Length: > 0 } text)
        {
            if (!TryTime(text, out var time))
            {
                return "received_utc";
            }
            received = time;
        }
        var poll = 0;
        if (_columns.Poll >= 0 && !int.TryParse(Field(fields, _columns.Poll), NumberStyles.Integer, CultureInfo.InvariantCulture, out poll))
        {
            return "first_poll";
        }
        row = row with { Received = received, Poll = _columns.Poll >= 0 ? poll : null };
        return null;
    }

    private static string Field(string[] fields, int column) => column >= 0 && column < fields.Length ? fields[column].Trim() : "";

    private static bool TryTime(string text, out DateTime time) => DateTime.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static bool TryOptional(string[] fields, int column, out float? number)
    {
        number = null;
        if (Field(fields, column) is not { Length: > 0 } text)
        {
            return true;
        }
        var readable = TryNumber(text, out var value);
        number = (float)value;
        return readable;
    }
}

using System.Text;
using GrupoGad.Duty;
using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>One thing that is wrong with a file.</summary>
/// <param name="Line">From 1, the heading included; 0: it is about the request, not a line.</param>
public sealed record CsvFault(int Line, string Field, string Value, string Rule);

/// <summary>A file of shifts, read: <c>efectivo,start,end,timeZone,note</c> in any order, the last two may be left out.</summary>
internal sealed class ShiftsCsv
{
    public const int LinesMax = 50_000;
    private const string Heading = "a heading: efectivo,start,end and, where needed, timeZone,note, each once";

    private static readonly string[] Needed = ["efectivo", "start", "end"];
    private static readonly string[] Known = [.. Needed, "timeZone", "note"];

    public List<CsvFault> Faults { get; } = [];

    /// <summary>By efectivo, each with the line it stands in.</summary>
    public SortedDictionary<string, List<(int Line, ShiftTimes Times)>> Shifts { get; } = new(StringComparer.Ordinal);

    /// <param name="zone">For lines that name none; null: they must.</param>
    public static ShiftsCsv Read(string text, string? zone)
    {
        var csv = new ShiftsCsv();
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var heading = Cells(lines[0])?.Select(cell => cell.Trim()).ToArray() ?? [];
        if (heading.Except(Known).Any() || Needed.Except(heading).Any() || heading.Distinct().Count() < heading.Length)
        {
            csv.Faults.Add(new(1, "heading", Hosting.Violation.Shorten(lines[0])!, Heading));
        }
        else if (lines.Length > LinesMax)
        {
            csv.Faults.Add(new(LinesMax + 1, "file", "", $"at most {LinesMax} lines"));
        }
        else
        {
            for (var i = 1; i < lines.Length; i++)
            {
                csv.Line(i + 1, lines[i], heading, zone);
            }
        }
        return csv;
    }

    private void Line(int number, string line, string[] heading, string? zone)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }
        if (Cells(line) is not { } cells || cells.Count != heading.Length)
        {
            Faults.Add(new(number, "line", Hosting.Violation.Shorten(line)!, $"{heading.Length} cells by commas; a cell with a comma or a quote stands in quotes, a quote in it is doubled"));
            return;
        }
        string Cell(string name) => Array.IndexOf(heading, name) is >= 0 and var place ? cells[place].Trim() : "";
        var before = Faults.Count;
        var efectivo = Cell("efectivo");
        if (!EfectivoCode.IsValid(efectivo))
        {
            Wrong(number, "efectivo", efectivo, EfectivoCode.Rule);
        }
        var times = new ShiftTimes
        {
            Start = Time(number, "start", Cell("start")),
            End = Time(number, "end", Cell("end")),
            TimeZone = Cell("timeZone") is { Length: > 0 } own ? own : zone ?? "",
            Note = Cell("note"),
        };
        if (Faults.Count > before)
        {
            return;
        }
        if (!Shifts.TryGetValue(efectivo, out var shifts))
        {
            Shifts.Add(efectivo, shifts = []);
        }
        shifts.Add((number, times));
    }

    private WallTime Time(int line, string field, string text)
    {
        if (!WallTimeText.TryRead(text, out var time))
        {
            Wrong(line, field, text, WallTimeText.Rule);
        }
        return time;
    }

    private void Wrong(int line, string field, string value, string rule) => Faults.Add(new(line, field, Hosting.Violation.Shorten(value)!, rule));

    /// <summary>Null: quotes that do not close, or stand in the middle of a cell.</summary>
    private static List<string>? Cells(string line)
    {
        var (cells, cell, quoted, closed) = (new List<string>(), new StringBuilder(), false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (quoted)
            {
                if (character != '"')
                {
                    cell.Append(character);
                }
                else if (i + 1 < line.Length && line[i + 1] == '"')
                {
                    cell.Append(line[i++]);
                }
                else
                {
                    (quoted, closed) = (false, true);
                }
            }
            else if (character == ',')
            {
                cells.Add(cell.ToString());
                (cell, closed) = (cell.Clear(), false);
            }
            else if (closed || character == '"' && cell.Length > 0)
            {
                return null;
            }
            else if (character == '"')
            {
                quoted = true;
            }
            else
            {
                cell.Append(character);
            }
        }
        cells.Add(cell.ToString());
        return quoted ? null : cells;
    }
}

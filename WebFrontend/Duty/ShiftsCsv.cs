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
        string[]? heading = null;
        foreach (var record in CsvRecords.Of(text))
        {
            if (record.Line > LinesMax)
            {
                csv.Faults.Clear();
                csv.Wrong(LinesMax + 1, "file", "", $"at most {LinesMax} lines");
                return csv;
            }
            if (heading is not null)
            {
                csv.Line(record, heading, zone);
                continue;
            }
            heading = record.Cells?.Select(cell => cell.Trim()).ToArray() ?? [];
            if (heading.Except(Known).Any() || Needed.Except(heading).Any() || heading.Distinct().Count() < heading.Length)
            {
                csv.Wrong(record.Line, "heading", record.Text, Separator(record.Text) ?? Heading);
                return csv;
            }
        }
        if (heading is null)
        {
            csv.Wrong(1, "heading", "", Heading);
        }
        return csv;
    }

    /// <summary>The fault of a file that a spreadsheet saved in a country where the comma belongs to numbers.</summary>
    private static string? Separator(string heading) => heading.Contains(',', StringComparison.Ordinal) ? null
        : heading.Contains(';', StringComparison.Ordinal) ? "cells by commas: this file has semicolons"
        : heading.Contains('\t', StringComparison.Ordinal) ? "cells by commas: this file has tabs" : null;

    private void Line(in CsvRecord record, string[] heading, string? zone)
    {
        var number = record.Line;
        if (string.IsNullOrWhiteSpace(record.Text))
        {
            return;
        }
        if (record.Cells is not { } cells || cells.Count != heading.Length)
        {
            Wrong(number, "line", record.Text, Separator(record.Text)
                ?? $"{heading.Length} cells by commas; a cell with a comma, a quote or a line end stands in quotes, a quote in it is doubled");
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

    private void Wrong(int line, string field, string value, string rule) => Faults.Add(new(line, field, Hosting.Refusal.Excerpt(value)!, rule));
}

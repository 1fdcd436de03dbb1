using System.Text;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">Where it begins, from 1: a quoted cell may go over several lines.</param>
/// <param name="Text">As it stands in the file.</param>
/// <param name="Cells">Null: quotes that do not close, or stand in the middle of a cell.</param>
internal readonly record struct CsvRecord(int Line, string Text, List<string>? Cells);

/// <summary>
/// Cuts a text into records as RFC 4180 says. Cells are separated by commas. A cell that holds a comma, a quote or a line end stands in quotes,
/// and a quote in it is doubled.
/// </summary>
internal static class CsvRecords
{
    public static IEnumerable<CsvRecord> Of(string text)
    {
        text = text.TrimStart('\uFEFF');
        for (var (at, line) = (0, 1); at < text.Length;)
        {
            var (cells, end, ends) = Record(text, at);
            yield return new CsvRecord(line, text[at..end], cells);
            line += ends + 1;
            at = end + (text.AsSpan(end).StartsWith("\r\n") ? 2 : 1);
        }
    }

    /// <returns>The cells, where its line end or the end of the text stands, and the line ends within it.</returns>
    private static (List<string>? Cells, int End, int LineEnds) Record(string text, int at)
    {
        var (cells, cell, quoted, closed, faulty, ends) = (new List<string>(), new StringBuilder(), false, false, false, 0);
        for (; at < text.Length; at++)
        {
            var character = text[at];
            if (quoted)
            {
                if (character == '"' && at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append(text[at++]);
                }
                else if (character == '"')
                {
                    (quoted, closed) = (false, true);
                }
                else
                {
                    ends += character == '\n' || (character == '\r' && !(at + 1 < text.Length && text[at + 1] == '\n')) ? 1 : 0;
                    cell.Append(character);
                }
            }
            else if (character is '\n' or '\r')
            {
                break;
            }
            else if (character == ',')
            {
                cells.Add(cell.ToString());
                (cell, closed) = (cell.Clear(), false);
            }
            else if (character == '"' && cell.Length == 0 && !closed)
            {
                quoted = true;
            }
            else
            {
                faulty |= closed || character == '"';
                cell.Append(character);
            }
        }
        cells.Add(cell.ToString());
        return (faulty || quoted ? null : cells, at, ends);
    }
}

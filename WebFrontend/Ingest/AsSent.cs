using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>The texts of one report as its sender wrote them, so that answers quote those and not what a machine made of them.</summary>
public sealed class AsSent
{
    /// <summary>Most fields reported for one report. There are five optional ones, the rest are unknown members.</summary>
    private const int LeftOutMax = 16;

    private readonly Dictionary<string, string> _words = [];

    /// <summary>The first fault for which the whole report is refused; null: none.</summary>
    public RefusedReport? Fault { get; private set; }

    /// <summary>Optional fields without a sensible value, by their names in the .proto, and unknown members: the report is kept without them.</summary>
    public List<Refusal> LeftOut { get; } = [];

    /// <param name="field">As the .proto writes it.</param>
    public void Say(string field, string? text) => _words[field] = Refusal.Excerpt(text) ?? "";

    /// <summary>The sender's own word for a field, or for the fields joined by commas; null: it is not known.</summary>
    public string? Word(string fields)
    {
        if (_words.TryGetValue(fields, out var word))
        {
            return word;
        }
        var parts = fields.Split(',');
        return parts.Length > 1 && parts.All(_words.ContainsKey) ? string.Join(',', parts.Select(part => _words[part])) : null;
    }

    public void Refuse(ReportOutcome outcome, string field, string? value, string rule) =>
        Fault ??= new RefusedReport(outcome, field, value, rule);

    public void Leave(string field, string value, string rule)
    {
        if (LeftOut.Count < LeftOutMax)
        {
            LeftOut.Add(new Refusal(field, value, rule));
        }
    }
}

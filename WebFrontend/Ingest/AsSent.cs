using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>An optional field that was no sensible value: the report is kept without it.</summary>
/// <param name="Field">As the .proto writes it; an unknown member as its sender wrote it.</param>
/// <param name="Value">As it was sent.</param>
public readonly record struct LeftOut(string Field, string Value, string Rule);

/// <summary>How a sender wrote one report, so that answers quote its own words and not what a machine made of them.</summary>
public sealed class AsSent
{
    /// <summary>Fields told for one report: there are five optional ones, the rest are unknown members.</summary>
    private const int LeftOutMax = 16;

    private readonly Dictionary<string, string> _words = [];

    /// <summary>The first thing for which the whole report is refused; default: none.</summary>
    public Refusal Fault { get; private set; }

    public List<LeftOut> LeftOut { get; } = [];

    /// <param name="field">As the .proto writes it.</param>
    public void Say(string field, string? text) => _words[field] = Violation.Shorten(text) ?? "";

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
        Fault = Fault.Outcome == default ? new Refusal(outcome, field, Violation.Shorten(value) ?? "", rule) : Fault;

    public void Leave(string field, string value, string rule)
    {
        if (LeftOut.Count < LeftOutMax)
        {
            LeftOut.Add(new LeftOut(Violation.Shorten(field)!, Violation.Shorten(value)!, rule));
        }
    }
}

using GrupoGad.Dispatch;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Dispatch;

/// <summary>The meaning of the answers of dispatch at a REST endpoint.</summary>
internal static class DispatchAnswers
{
    private const int IdMax = 64;
    private const string IdRule = "1-64 letters and digits";

    /// <param name="code">The operation asked about; empty when there are many.</param>
    public static ProblemHttpResult? Problem(DispatchOutcome outcome, string code, string field, string value, string rule) =>
        StatusRules.Problem(outcome, outcome == DispatchOutcome.UnknownOperation && code.Length > 0 ? code : value, field, rule);

    /// <summary>The rule that an id breaks; null: none.</summary>
    public static Refusal? Id(string id) => id.Length is 0 or > IdMax || !id.All(char.IsAsciiLetterOrDigit) ? new Refusal("id", id, IdRule) : null;
}

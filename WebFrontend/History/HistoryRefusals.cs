using GrupoGad.History;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.History;

/// <summary>The problem that a question about the past is answered with when its answer would be too large or too slow.</summary>
internal static class HistoryRefusals
{
    /// <summary>Null when it was answered.</summary>
    /// <param name="field">The parameter that a smaller question would change.</param>
    public static ProblemHttpResult? Of(HistoryVerdict verdict, string field, string? value)
    {
        if (verdict.IsAnswered)
        {
            return null;
        }
        var refusal = new Refusal(field, value, verdict.Rule!) { Code = StatusRules.CodeOf(verdict.Outcome) };
        return verdict.Outcome switch
        {
            HistoryOutcome.BrokenArea => Problems.BadRequest(refusal),
            HistoryOutcome.TooMany => Problems.TooLarge(refusal),
            HistoryOutcome.TooSlow => Problems.Answer(StatusCodes.Status503ServiceUnavailable, "Takes too long", refusal),
            _ => Problems.Answer(StatusCodes.Status501NotImplemented, "No history", refusal with { Field = "history", Value = null }),
        };
    }
}

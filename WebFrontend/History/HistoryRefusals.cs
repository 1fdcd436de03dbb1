using GrupoGad.History;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.History;

/// <summary>How a question about the past that was not answered is told.</summary>
internal static class HistoryRefusals
{
    /// <summary>Null when it was answered.</summary>
    /// <param name="field">The parameter that a smaller question would change.</param>
    public static ProblemHttpResult? Of(HistoryVerdict verdict, string field, string? value) => verdict.Outcome switch
    {
        HistoryOutcome.Answered => null,
        HistoryOutcome.BrokenArea => Problems.BadRequest(new Violation(field, value, verdict.Rule!)),
        HistoryOutcome.TooMany => Problems.TooLarge(new Violation(field, value, verdict.Rule!)),
        HistoryOutcome.TooSlow => Problems.Answer(StatusCodes.Status503ServiceUnavailable, "Takes too long", new Violation(field, value, verdict.Rule!)),
        _ => Problems.Answer(StatusCodes.Status501NotImplemented, "No history", new Violation("history", null, verdict.Rule!)),
    };
}

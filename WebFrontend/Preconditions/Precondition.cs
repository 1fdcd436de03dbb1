using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Preconditions;

/// <summary>The headers by which a writer says what he read (RFC 9110, 13.1; RFC 6585, 3). The grain judges them.</summary>
/// <param name="IfMatch">Entity tags, or *: whatever version it has.</param>
/// <param name="IfNoneMatch">*: only when nothing is there.</param>
internal readonly record struct Precondition([FromHeader(Name = Precondition.Match)] string? IfMatch, [FromHeader(Name = Precondition.NoneMatch)] string? IfNoneMatch)
{
    public const string Match = "If-Match";
    public const string NoneMatch = "If-None-Match";

    /// <summary>Of what may take the place of somebody's words: without a header nothing that is there is replaced.</summary>
    public Expected OfReplacing(Action<string, string?, string> refuse) => Read(Expectation.Unstated, refuse);

    /// <summary>Of a step or a removal, which is clear without a version.</summary>
    public Expected OfStep(Action<string, string?, string> refuse) => Read(Expectation.Whatever, refuse);

    /// <summary>The refusal with what is there now; null when the outcome is about no version.</summary>
    public ProblemHttpResult? Problem(Enum outcome, IVersioned? current) => StatusRules.Of(outcome).Http switch
    {
        StatusCodes.Status412PreconditionFailed when IfMatch is null && IfNoneMatch is not null =>
            Problem(412, "Somebody else was first", new Refusal(NoneMatch, IfNoneMatch, "a code that nobody has taken"), current),
        StatusCodes.Status412PreconditionFailed => Problem(412, "Somebody else has changed it", new Refusal(
            Match, IfMatch, current is null ? "something that is there" : $"the version that it has now, {EntityTags.Of(current)}: read it again"), current),
        StatusCodes.Status428PreconditionRequired => Problem(428, "It would be replaced unseen", new Refusal(
            Match, null, "the ETag of what was read, or * for whatever is there: it would be replaced"), current),
        _ => null,
    };

    private static ProblemHttpResult Problem(int status, string title, Refusal refusal, IVersioned? current)
    {
        var problem = Problems.Answer(status, title, refusal);
        if (current is not null)
        {
            problem.ProblemDetails.Extensions["version"] = current.Version;
            problem.ProblemDetails.Extensions["etag"] = EntityTags.Of(current);
        }
        return problem;
    }

    private Expected Read(Expectation unstated, Action<string, string?, string> refuse)
    {
        if (IfMatch is not null && IfNoneMatch is not null)
        {
            refuse(NoneMatch, IfNoneMatch, $"not together with {Match}");
        }
        return (IfMatch, IfNoneMatch) switch
        {
            ({ } header, _) => Read(Match, header, Expectation.Something, Expectation.OneOf, refuse),
            (_, { } header) => Read(NoneMatch, header, Expectation.Nothing, Expectation.NoneOf, refuse),
            _ => Expected.Of(unstated),
        };
    }

    private static Expected Read(string name, string header, Expectation any, Expectation these, Action<string, string?, string> refuse)
    {
        if (!EntityTags.TryRead(header, out var tags))
        {
            refuse(name, header, EntityTags.Rule);
        }
        return EntityTags.IsAny(tags) ? Expected.Of(any) : new Expected(these, EntityTags.Versions(tags, weakToo: these == Expectation.NoneOf));
    }
}

using System.Globalization;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>Parts shared by the fence routes.</summary>
internal static class FenceRequests
{
    public static void Code(BodyReading reading, string id, string field = "id")
    {
        if (!FenceCode.IsValid(id))
        {
            reading.Refuse(field, id, FenceCode.Rule);
        }
    }

    /// <summary>Why not; null when it was done.</summary>
    public static ProblemHttpResult? Problem(string id, FenceAnswer answer, Precondition precondition) =>
        precondition.Problem(answer.Outcome, FenceResource.OfKnown(answer.View)) ?? StatusRules.Problem(
        answer.Outcome, answer.Outcome == FenceOutcome.UnknownFence ? id : Value(answer), Camel(answer.Field), answer.Rule);

    /// <summary>The value at fault, with the place where a shape is broken.</summary>
    public static string Value(FenceAnswer answer) => answer.Fault is not { } fault ? answer.Value
        : string.Create(CultureInfo.InvariantCulture, $"{answer.Value} at [{fault.Longitude}, {fault.Latitude}]").TrimStart();

    /// <summary>Names of the plan's fields as our JSON writes them: each word of the path begins small.</summary>
    public static string Camel(string field) => field.Length == 0 ? field
        : string.Join('.', field.Split('.').Select(word => word.Length == 0 ? word : char.ToLowerInvariant(word[0]) + word[1..]));
}

using System.Globalization;
using GrupoGad.Texts;

namespace GrupoGad.Dispatch;

/// <summary>Validates requests to dispatch. Pure.</summary>
internal static class RequestChecks
{
    /// <summary>The first rule that it breaks; null when it breaks none.</summary>
    public static RecommendAnswer? Refuses(RecommendRequest request) =>
        request.Count is < 0 or > RecommendRequest.CountMax
            ? Wrong("count", $"{request.Count}", $"0 to {RecommendRequest.CountMax} are recommended at once; 0: as many as the run plan misses, without one 1")
        : request.AlarmLevel is < 0 or > RecommendRequest.AlarmLevelMax ? Wrong("alarmLevel", $"{request.AlarmLevel}", $"a level of alarm is 1 to {RecommendRequest.AlarmLevelMax}; left out or 0: the first")
        : request.Skills.IsDefault || request.Skills.Length > RecommendRequest.SkillsMax ? Wrong("skills", "", $"at most {RecommendRequest.SkillsMax} skills")
        : request.Skills.FirstOrDefault(skill => !TextLength.IsWithin(skill, 1, RecommendRequest.SkillLengthMax)) is { } skill
            ? Wrong("skills", skill, $"a skill has 1 to {RecommendRequest.SkillLengthMax} characters")
        : request.Skills.Any(skill => skill is null) ? Wrong("skills", "", $"a skill has 1 to {RecommendRequest.SkillLengthMax} characters")
        : request.MaxTravelS is { } travel && !(travel is > 0 and <= RecommendRequest.TravelMaxS)
            ? Wrong("maxTravelS", travel.ToString(CultureInfo.InvariantCulture), $"more than 0, at most {RecommendRequest.TravelMaxS} seconds")
        : null;

    private static RecommendAnswer Wrong(string field, string value, string rule) =>
        new() { Outcome = DispatchOutcome.Invalid, Field = field, Value = value, Rule = rule };
}

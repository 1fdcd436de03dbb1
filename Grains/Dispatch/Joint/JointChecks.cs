using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Validates joint requests. Pure.</summary>
internal static class JointChecks
{
    public static JointAnswer? Refuses(JointRequest request)
    {
        if (request.Operations.IsDefault || request.Operations.Length is 0 or > JointRequest.OperationsMax)
        {
            return Wrong("operations", $"{(request.Operations.IsDefault ? 0 : request.Operations.Length)} entries", $"1 to {JointRequest.OperationsMax} operations");
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Operations.Length; i++)
        {
            var need = request.Operations[i];
            if (need.OperationId is null || !seen.Add(need.OperationId))
            {
                return Wrong($"operations[{i}].operationId", need.OperationId ?? "", "each operation once");
            }
            if (need.Count is < 0 or > RecommendRequest.CountMax)
            {
                return Wrong($"operations[{i}].count", $"{need.Count}", $"0 to {RecommendRequest.CountMax}; 0: as many as its run plan misses, or its plan wants");
            }
            if (need.AlarmLevel is < 0 or > RecommendRequest.AlarmLevelMax)
            {
                return Wrong($"operations[{i}].alarmLevel", $"{need.AlarmLevel}", $"a level of alarm is 1 to {RecommendRequest.AlarmLevelMax}; left out or 0: the first");
            }
            if (need.Skill?.Length > RecommendRequest.SkillLengthMax)
            {
                return Wrong($"operations[{i}].skill", need.Skill, $"at most {RecommendRequest.SkillLengthMax} characters");
            }
        }
        return null;
    }

    public static JointAnswer? Refuses(OperationView? operation, JointNeed need, int i) =>
        operation is null ? No(DispatchOutcome.UnknownOperation, i, need.OperationId)
        : operation.Status is OperationStatus.Completed or OperationStatus.Cancelled ? No(DispatchOutcome.OperationClosed, i, need.OperationId)
        : PlanRules.Centre(operation.Plan) is null ? No(DispatchOutcome.NoPlace, i, need.OperationId)
        : null;

    private static JointAnswer No(DispatchOutcome outcome, int i, string operationId) => new() { Outcome = outcome, Field = $"operations[{i}].operationId", Value = operationId };

    private static JointAnswer Wrong(string field, string value, string rule) => new() { Outcome = DispatchOutcome.Invalid, Field = field, Value = value, Rule = rule };
}

namespace GrupoGad.Silo.PostGis.Retention;

/// <summary>A class of data that goes row by row.</summary>
/// <param name="Name">As a tag: one word.</param>
/// <param name="Days">That it is kept.</param>
/// <param name="Sql">Deletes a batch of at most <c>$2</c> rows older than <c>$1</c>, and returns how many.</param>
internal sealed record RetentionClass(string Name, int Days, string Sql)
{
    /// <summary>Operations before their commands: those of an operation that is kept are kept.</summary>
    public static IReadOnlyList<RetentionClass> All(RetentionOptions options) =>
    [
        new("operations", options.OperationsDays, RetentionSql.Operations),
        new("commands", options.CommandsDays, RetentionSql.Commands),
        new("alarms", options.AlarmsDays, RetentionSql.Rows("alarms", "cancelled_at < $1", RetentionSql.EfectivoIsFree)),
        new("shifts", options.DutyDays, RetentionSql.Rows("duty_shifts", "upper(during) < $1", RetentionSql.EfectivoIsFree)),
        new("leaves", options.DutyDays, RetentionSql.Rows("duty_leaves", "upper(during) < $1", RetentionSql.EfectivoIsFree)),
        new("duty_changes", options.DutyDays, RetentionSql.Rows("duty_changes", "at < $1", RetentionSql.EfectivoIsFree)),
        new("availability", options.PastDays, RetentionSql.Rows("availability_history", RetentionSql.IsOver("availability_history"), RetentionSql.EfectivoIsFree)),
        new("profiles", options.PastDays, RetentionSql.Rows("profile_history", RetentionSql.IsOver("profile_history"), RetentionSql.EfectivoIsFree)),
        new("fences", options.PastDays, RetentionSql.Rows("fence_history", "valid_to < $1", RetentionSql.NamesNothingHeld)),
    ];
}

namespace GrupoGad.Silo.PostGis.QueryStats;

/// <summary>Class of work of a statement. The classes are few because they are tags. Decided by the normalized text in <c>pg_stat_statements</c>.</summary>
internal static class StatementClass
{
    private static readonly (string Class, string[] Words)[] Kinds =
    [
        ("views", ["REFRESH MATERIALIZED VIEW", "coverage_by_cell_hour", "coverage_by_jurisdiction", "operation_durations", "hot_zones"]),
        ("upkeep", ["VACUUM", "ANALYZE", "REINDEX", "upkeep_runs", "pg_stat", "pg_class", "pg_index", "plan_snapshots", "archives"]),
        ("journal", ["COPY position_reports", "INSERT INTO position_reports", "INTO last_positions", "UPDATE last_positions"]),
        ("states", ["gad_write_states", "grain_states", "OrleansQuery", "reminders"]),
        ("ledger", ["command_steps", "command_deliveries", "commands"]),
        ("fences", ["fence"]),
        ("roads", ["gad_road_travel", "pgr_"]),
        ("spatial", ["ST_", "<->", "gad_search_box", "find_nearest_efectivo"]),
        ("history", ["position_reports", "operation_timeline"]),
    ];

    /// <summary>The first that fits; <c>other</c>.</summary>
    public static string Of(string statement) =>
        Kinds.FirstOrDefault(kind => Array.Exists(kind.Words, word => statement.Contains(word, StringComparison.Ordinal))).Class ?? "other";
}

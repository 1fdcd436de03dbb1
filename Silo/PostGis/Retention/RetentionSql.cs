namespace GrupoGad.Silo.PostGis.Retention;

/// <summary>Statements of retention: rows that are deleted together, and conditions of rows that are never deleted.</summary>
internal static class RetentionSql
{
    /// <summary>Condition on a row called <c>old</c>.</summary>
    public const string EfectivoIsHeld = "EXISTS (SELECT FROM retention_holds AS held WHERE held.kind = 'efectivo' AND held.key = old.efectivo_id)";

    public const string EfectivoIsFree = $"NOT {EfectivoIsHeld}";

    /// <summary>Condition on a row called <c>old</c> with a document. Matches whole words, so E-1 does not match E-10.</summary>
    public const string NamesNothingHeld = """
        NOT EXISTS (SELECT FROM retention_holds AS held WHERE held.kind IN ('operation', 'efectivo') AND position('"' || held.key || '"' IN old.document::text) > 0)
        """;

    // Operations that are closed, without pending work, reservations or open commands. The document of the grain goes too, because it names people.
    // Its commander is none of its people, and may have been another one before.
    public const string Operations = """
        WITH due AS MATERIALIZED (
            SELECT id FROM operations AS old WHERE status IN (4, 5) AND NOT owes AND greatest(updated_at, planned_end, actual_end) < $1
                AND NOT EXISTS (SELECT FROM operation_people WHERE operation_id = old.id AND step <= 5)
                AND NOT EXISTS (SELECT FROM commands WHERE operation_id = old.id AND operation_id <> '' AND closed_at IS NULL)
                AND NOT EXISTS (SELECT FROM retention_holds AS held WHERE held.kind = 'operation' AND held.key = old.id)
                AND NOT EXISTS (SELECT FROM retention_holds AS held WHERE held.kind = 'efectivo' AND (held.key = old.commander
                    OR EXISTS (SELECT FROM operation_people WHERE operation_id = old.id AND efectivo_id = held.key)
                    OR EXISTS (SELECT FROM operation_history WHERE operation_id = old.id AND commander = held.key)))
            LIMIT $2),
        told AS (DELETE FROM operation_timeline USING due WHERE operation_id = id),
        stood AS (DELETE FROM operation_history USING due WHERE operation_id = id),
        bound AS (DELETE FROM operation_people USING due WHERE operation_id = id),
        states AS (DELETE FROM grain_states USING due WHERE state_name = 'operation' AND key = id),
        gone AS (DELETE FROM operations AS old USING due WHERE old.id = due.id RETURNING 1)
        SELECT count(*) FROM gone
        """;

    public const string Commands = """
        WITH due AS MATERIALIZED (
            SELECT command_id FROM commands AS old WHERE issued_at < $1 AND closed_at < $1
                AND NOT EXISTS (SELECT FROM operations WHERE id = old.operation_id)
                AND NOT EXISTS (SELECT FROM command_deliveries AS sent WHERE sent.command_id = old.command_id AND sent.open)
                AND NOT EXISTS (SELECT FROM retention_holds AS held WHERE held.kind = 'command' AND held.key = old.command_id
                    OR held.kind = 'operation' AND held.key = old.operation_id)
                AND NOT EXISTS (SELECT FROM command_deliveries AS sent JOIN retention_holds AS held ON held.kind = 'efectivo' AND held.key = sent.efectivo_id
                    WHERE sent.command_id = old.command_id)
            ORDER BY issued_at, command_id LIMIT $2),
        steps AS (DELETE FROM command_steps AS old USING due WHERE old.command_id = due.command_id),
        sent AS (DELETE FROM command_deliveries AS old USING due WHERE old.command_id = due.command_id),
        gone AS (DELETE FROM commands AS old USING due WHERE old.command_id = due.command_id RETURNING 1)
        SELECT count(*) FROM gone
        """;

    /// <summary>Rows that stand for themselves.</summary>
    public static string Rows(string table, string isOld, string isFree) => $"""
        WITH gone AS (DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} AS old WHERE {isOld} AND {isFree} LIMIT $2)) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    /// <summary>
    /// Condition on a row of a history by instants: another row, also from before <c>$1</c>, has replaced it. So the instant itself can still be asked about.
    /// </summary>
    public static string IsOver(string table) => $"""
        at < $1 AND EXISTS (SELECT FROM {table} AS next WHERE next.efectivo_id = old.efectivo_id AND next.at < $1 AND (next.at, next.version) > (old.at, old.version))
        """;
}

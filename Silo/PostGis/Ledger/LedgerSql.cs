namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>The statements of one commit. Each takes columns as arrays: a batch is one round trip, whatever its size.</summary>
internal static class LedgerSql
{
    /// <summary>Commands with their deliveries; returns the ids that were not there.</summary>
    public const string Issue = """
        WITH made AS (
            INSERT INTO commands (command_id, issuer, class, kind, text, operation_id, assignment_id, attachment, digest, issued_at, answer_by,
                deadline, point, area, issued_from, asked, unknown)
            SELECT command_id, issuer, class, kind, text, operation_id, assignment_id, attachment, digest, issued_at, answer_by, deadline,
                gad_point(latitude, longitude), ST_GeogFromWKB(area), gad_point(from_latitude, from_longitude), asked::jsonb, unknown::jsonb
            FROM unnest($1::text[], $2::text[], $3::smallint[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::double precision[], $14::double precision[], $15::bytea[],
                $16::double precision[], $17::double precision[], $18::text[], $19::text[])
                AS wish (command_id, issuer, class, kind, text, operation_id, assignment_id, attachment, digest, issued_at, answer_by, deadline,
                    latitude, longitude, area, from_latitude, from_longitude, asked, unknown)
            ON CONFLICT (command_id) DO NOTHING
            RETURNING command_id, issued_at
        ), delivered AS (
            INSERT INTO command_deliveries (command_id, efectivo_id, added_at, updated_at)
            SELECT made.command_id, recipient.efectivo_id, made.issued_at, made.issued_at
            FROM unnest($20::text[], $21::text[]) AS recipient (command_id, efectivo_id) JOIN made USING (command_id)
        )
        SELECT command_id FROM made
        """;

    /// <summary>Recipients that come later, to commands that are there.</summary>
    public const string Add = """
        INSERT INTO command_deliveries (command_id, efectivo_id, escalated_for, added_at, updated_at)
        SELECT added.command_id, added.efectivo_id, added.escalated_for, added.added_at, added.added_at
        FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS added (command_id, efectivo_id, escalated_for, added_at)
            JOIN commands USING (command_id)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>
    /// Steps; returns the numbers (from 1) of those that were written now. Deliveries are locked first, always in the same order: two silos that
    /// write about one recipient come one after the other, and the second one sees what the first one did.
    /// </summary>
    public const string Step = """
        WITH incoming AS MATERIALIZED (
            SELECT * FROM unnest($1::text[], $2::text[], $3::smallint[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[],
                $8::double precision[], $9::double precision[], $10::boolean[], $11::integer[], $12::timestamptz[]) WITH ORDINALITY
                AS step (command_id, efectivo_id, step, at, recorded_at, actor, reason, latitude, longitude, settles, sends, said_at, number)
        ), held AS MATERIALIZED (
            SELECT delivery.command_id, delivery.efectivo_id, delivery.step, delivery.open FROM command_deliveries delivery
                JOIN (SELECT DISTINCT command_id, efectivo_id FROM incoming) wanted USING (command_id, efectivo_id)
            ORDER BY delivery.command_id, delivery.efectivo_id FOR UPDATE OF delivery
        ), written AS (
            INSERT INTO command_steps (command_id, efectivo_id, step, at, recorded_at, actor, reason, position, said_at)
            SELECT command_id, efectivo_id, incoming.step, at, recorded_at, actor, reason, gad_point(latitude, longitude), said_at
            FROM incoming JOIN held USING (command_id, efectivo_id)
            WHERE held.step NOT IN (11, 13, 14) AND (incoming.step <> 11 OR held.open)
            ORDER BY number
            ON CONFLICT DO NOTHING
            RETURNING command_id, efectivo_id, step
        ), moved AS (
            UPDATE command_deliveries delivery SET step = greatest(delivery.step, moves.step), escalated = delivery.escalated OR moves.escalated,
                open = delivery.open AND NOT moves.settles, sends = greatest(delivery.sends, moves.sends), updated_at = moves.recorded_at
            FROM (
                SELECT incoming.command_id, incoming.efectivo_id, coalesce(max(written.step) FILTER (WHERE written.step NOT IN (12, 15)), 0) AS step,
                    coalesce(bool_or(written.step IN (12, 15)), false) AS escalated, coalesce(bool_or(settles AND written.step IS NOT NULL), false) AS settles,
                    max(sends) AS sends, max(recorded_at) AS recorded_at
                FROM incoming LEFT JOIN written USING (command_id, efectivo_id, step) GROUP BY 1, 2
            ) moves
            WHERE delivery.command_id = moves.command_id AND delivery.efectivo_id = moves.efectivo_id
        )
        SELECT min(number)::integer FROM incoming JOIN written USING (command_id, efectivo_id, step) GROUP BY command_id, efectivo_id, step
        """;

    /// <summary>Closings; a higher kind replaces a lower one.</summary>
    public const string Close = """
        UPDATE commands SET closed_how = closing.how, closed_at = closing.at, closed_by = closing.actor, close_reason = closing.reason
        FROM unnest($1::text[], $2::smallint[], $3::timestamptz[], $4::text[], $5::text[]) AS closing (command_id, how, at, actor, reason)
        WHERE commands.command_id = closing.command_id AND coalesce(commands.closed_how, 0) < closing.how
        """;

    /// <summary>Which of these steps are there; numbers from 1. Asked after the commit, of steps that were not written by it.</summary>
    public const string Known = """
        SELECT number::integer FROM unnest($1::text[], $2::text[], $3::smallint[]) WITH ORDINALITY AS asked (command_id, efectivo_id, step, number)
            JOIN command_steps USING (command_id, efectivo_id, step)
        """;
}

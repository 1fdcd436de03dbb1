using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Commands;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <remarks>Pages for people: commands by time, ladders by code.</remarks>
internal sealed partial class LedgerReads
{
    private const string Summed = $"""
        SELECT {CommandColumns.Names}, sums.steps, sums.owing, sums.changed FROM page command
        CROSS JOIN LATERAL (
            SELECT array_agg(ARRAY[step::integer, count]) AS steps,
                coalesce(sum(open), 0)::integer AS owing, max(changed) AS changed
            FROM (
                SELECT step, count(*)::integer AS count, count(*) FILTER (WHERE open) AS open, max(updated_at) AS changed
                FROM command_deliveries delivery WHERE delivery.command_id = command.command_id GROUP BY step
            ) by_step
        ) sums ORDER BY command.issued_at DESC, command.command_id COLLATE "C" DESC
        """;

    private const string Search = $"""
        WITH page AS (
            SELECT * FROM commands WHERE ($1 = '' OR operation_id = $1)
                AND ($2 = '' OR command_id IN (SELECT command_id FROM command_deliveries WHERE efectivo_id = $2))
                AND issued_at >= $3 AND issued_at < $4 AND (NOT $5 OR closed_at IS NULL)
                AND (issued_at, command_id COLLATE "C") < ($6, $7)
            ORDER BY issued_at DESC, command_id COLLATE "C" DESC LIMIT $8
        )
        {Summed}
        """;

    private const string Single = $"WITH page AS (SELECT * FROM commands WHERE command_id = $1) {Summed}";

    private const string PageOfLadders = """
        WITH page AS (
            SELECT efectivo_id, step, escalated_for, sends, added_at FROM command_deliveries
            WHERE command_id = $1 AND efectivo_id COLLATE "C" > $2 ORDER BY efectivo_id COLLATE "C" LIMIT $3
        )
        SELECT page.efectivo_id, page.step, page.escalated_for, page.sends, page.added_at, taken.step, taken.at, taken.recorded_at, taken.reason,
            taken.actor, ST_Y(taken.position::geometry), ST_X(taken.position::geometry), taken.said_at
        FROM page LEFT JOIN command_steps taken ON taken.command_id = $1 AND taken.efectivo_id = page.efectivo_id
        ORDER BY page.efectivo_id COLLATE "C", taken.recorded_at, taken.step
        """;

    private static readonly DateTime _never = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _farAhead = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public async ValueTask<CommandPage> Find(CommandQuery query, DateTime now, CancellationToken cancellation) =>
        await guard.Run(token => AskPage(query, now, token), cancellation);

    public async ValueTask<LadderPage?> Ladders(string commandId, string after, int limit, DateTime now, CancellationToken cancellation) =>
        await guard.Run(token => AskLadders(commandId, after, limit, now, token), cancellation);

    private async Task<CommandPage> AskPage(CommandQuery query, DateTime now, CancellationToken cancellation)
    {
        var (afterTime, afterId) = Cursor(query.After);
        var found = await Ask(Search, reader => Summary(reader, now), cancellation,
            query.OperationId, query.EfectivoId, query.From ?? _never, query.To ?? _farAhead, query.OpenOnly, afterTime, afterId, query.Limit + 1);
        var more = found.Length > query.Limit;
        return new CommandPage
        {
            Commands = more ? found[..query.Limit] : found,
            Next = more ? $"{found[query.Limit - 1].Command.IssuedAt.Ticks}|{found[query.Limit - 1].Command.CommandId}" : "",
        };
    }

    private async Task<LadderPage?> AskLadders(string commandId, string after, int limit, DateTime now, CancellationToken cancellation)
    {
        var found = await Ask(Single, reader => Summary(reader, now), cancellation, commandId);
        if (found.IsEmpty)
        {
            return null;
        }
        var issuer = found[0].Command.Issuer;
        // One ladder more than asked for: it is the start of the next page.
        var rows = await Ask(PageOfLadders, LadderReading.Of, cancellation, commandId, after, limit + 1);
        var ladders = rows.GroupBy(row => row.EfectivoId).Select(ladder => LadderReading.Ladder([.. ladder], issuer)).ToImmutableArray();
        return new LadderPage
        {
            Command = found[0],
            Ladders = ladders.Length > limit ? ladders[..limit] : ladders,
            Next = ladders.Length > limit ? ladders[limit - 1].EfectivoId : "",
        };
    }

    private static CommandSummary Summary(NpgsqlDataReader reader, DateTime now)
    {
        var (offer, closing) = (CommandColumns.Offer(reader), CommandColumns.Closing(reader));
        var byStep = new int[LadderRegistry.Steps];
        if (!reader.IsDBNull(CommandColumns.Count))
        {
            var steps = reader.GetFieldValue<int[,]>(CommandColumns.Count);
            for (var i = 0; i < steps.GetLength(0); i++)
            {
                byStep[steps[i, 0]] = steps[i, 1];
            }
        }
        return CommandState.Summary(
            offer, closing, [.. byStep], reader.GetInt32(CommandColumns.Count + 1), now,
            new DateTimeOffset(Latest(offer.IssuedAt, closing?.At, reader.IsDBNull(CommandColumns.Count + 2) ? null : reader.GetDateTime(CommandColumns.Count + 2))).ToUnixTimeMilliseconds());
    }

    private static DateTime Latest(DateTime first, params DateTime?[] others) => others.Aggregate(first, (latest, other) => other > latest ? other.Value : latest);

    private static (DateTime Time, string Id) Cursor(string after)
    {
        var bar = after.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && long.TryParse(after.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks < _farAhead.Ticks
            ? (new DateTime(ticks, DateTimeKind.Utc), after[(bar + 1)..])
            : (_farAhead, "");
    }
}

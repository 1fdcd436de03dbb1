using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GrupoGad.Commands;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>Reads the ledger for the grain of a command, for an inbox and for an operation that is to close.</summary>
internal sealed partial class LedgerReads(PostGisSources sources, PostGisGuard guard) : IOperationCommands
{
    private const int UnansweredMax = 100;

    private const string One = $"SELECT {CommandColumns.Names}, command.digest, command.unknown FROM commands command WHERE command_id = $1";

    private const string Deliveries = """
        SELECT efectivo_id, step, escalated, escalated_for, sends, greatest(added_at, (
            SELECT max(taken.at) FROM command_steps taken WHERE taken.command_id = delivery.command_id AND taken.efectivo_id = delivery.efectivo_id)),
            escalated AND EXISTS (SELECT FROM command_steps told JOIN commands command USING (command_id)
                WHERE told.command_id = delivery.command_id AND told.efectivo_id = delivery.efectivo_id
                    AND (told.step = 15 OR told.step = 12 AND told.recorded_at >= command.answer_by))
        FROM command_deliveries delivery WHERE command_id = $1 ORDER BY efectivo_id
        """;

    private const string OwedBy = $"""
        SELECT {CommandColumns.Names}, delivery.escalated_for FROM command_deliveries delivery JOIN commands command USING (command_id)
        WHERE delivery.efectivo_id = $1 AND delivery.open AND command.deadline > $2 AND coalesce(command.closed_how, 1) = 1
        ORDER BY command.class <> 1, command.issued_at LIMIT $3
        """;

    // Proposals are left out, because the assignment holds their answer. An expired recipient counts as unanswered.
    private const string Unanswered = """
        SELECT command_id FROM commands command WHERE operation_id = $1 AND operation_id <> '' AND class = 1 AND kind <> 3 AND coalesce(closed_how, 1) = 1
            AND EXISTS (SELECT FROM command_deliveries delivery
                WHERE delivery.command_id = command.command_id AND escalated_for = '' AND (open OR step = 11))
        ORDER BY issued_at LIMIT $2
        """;

    // Proposals end with their assignments.
    private const string Running = """
        SELECT command_id FROM commands command WHERE operation_id = $1 AND operation_id <> '' AND kind <> 3 AND closed_how IS DISTINCT FROM 3
            AND EXISTS (SELECT FROM command_deliveries delivery WHERE delivery.command_id = command.command_id AND (open OR step IN (6, 8, 9) OR step = 14 AND command.kind = 1 AND coalesce(command.closed_how, 1) = 1)
                AND ($2 = '' OR efectivo_id = $2 OR escalated_for = $2))
        """;

    // An order that a recipient cannot carry out (step 14) stands at the desk though it is settled, until a person closes it.
    private const string ToWake = """
        SELECT command_id FROM commands WHERE closed_at IS NULL
        UNION
        SELECT command_id FROM command_deliveries delivery JOIN commands command USING (command_id)
        WHERE delivery.step = 14 AND command.kind = 1 AND command.closed_how = 1
        """;

    public async ValueTask<ImmutableArray<string>> Unfinished(string operationId, string efectivoId, CancellationToken cancellation) =>
        await guard.Run(token => Ask(Running, reader => reader.GetString(0), token, operationId, efectivoId), cancellation);

    public async ValueTask<StoredCommand?> Read(string commandId, CancellationToken cancellation) =>
        await guard.Run(token => AskOne(commandId, token), cancellation);

    public async ValueTask<ImmutableArray<CommandOffer>> Pending(string efectivoId, DateTime now, int limit, CancellationToken cancellation) =>
        await guard.Run(token => Ask(OwedBy, reader => CommandColumns.Offer(reader) with { EscalatedFor = reader.GetString(CommandColumns.Count) },
            token, efectivoId, now, limit), cancellation);

    public async ValueTask<ImmutableArray<string>> UnansweredCritical(string operationId, CancellationToken cancellation) =>
        await guard.Run(token => Ask(Unanswered, reader => reader.GetString(0), token, operationId, UnansweredMax), cancellation);

    public async IAsyncEnumerable<string> Owed([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await guard.Run(sources.Read.OpenConnectionAsync, cancellation);
        await using var command = new NpgsqlCommand(ToWake, connection);
        await using var reader = await guard.Run(command.ExecuteReaderAsync, cancellation);
        while (await guard.Run(reader.ReadAsync, cancellation))
        {
            yield return reader.GetString(0);
        }
    }

    private async Task<StoredCommand?> AskOne(string commandId, CancellationToken cancellation)
    {
        await using var batch = sources.Read.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(One) { Parameters = { new() { Value = commandId } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Deliveries) { Parameters = { new() { Value = commandId } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }
        var stored = new StoredCommand
        {
            Offer = CommandColumns.Offer(reader), Closing = CommandColumns.Closing(reader), Digest = reader.GetString(CommandColumns.Count),
            Unknown = RecipientJson.Read<ImmutableArray<UnknownRecipient>>(reader.GetString(CommandColumns.Count + 1)), Ladders = [],
        };
        var ladders = ImmutableArray.CreateBuilder<StoredLadder>();
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            ladders.Add(new StoredLadder
            {
                EfectivoId = reader.GetString(0), Step = (LadderStep)reader.GetInt16(1), Escalated = reader.GetBoolean(2),
                EscalatedFor = reader.GetString(3), Sends = reader.GetInt32(4), At = reader.GetDateTime(5), NextTold = reader.GetBoolean(6),
            });
        }
        return stored with { Ladders = ladders.DrainToImmutable() };
    }

    private async Task<ImmutableArray<T>> Ask<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params object[] values)
    {
        await using var command = sources.Read.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        var rows = ImmutableArray.CreateBuilder<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }
        return rows.DrainToImmutable();
    }
}

using GrupoGad.Benchmarks.Harness;
using GrupoGad.Protocol.V1;
using Npgsql;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>
/// The history checker: what issuers were promised, what each client did by its own record, and what the ledger holds, held against each other.
/// It reads the tables, not the product's answers.
/// </summary>
public sealed class LedgerCheck(string postGis)
{
    /// <summary>All must agree. Differences are counted and one of each kind is reported.</summary>
    public async Task Run(IReadOnlyCollection<IssuedCommand> accepted, Crew crew, Report report)
    {
        var stored = await Commands();
        var answers = await Answers();
        var records = crew.Records.ToDictionary(record => record.Code);
        var pairs = accepted.SelectMany(command => command.Recipients.Select(code => (command.CommandId, Code: code))).ToList();

        Zero(report, "accepted commands the ledger does not have", accepted.Where(command => !stored.Contains(command.CommandId)).Select(command => command.CommandId));
        Zero(report, "accepted commands a recipient never got", pairs.Where(pair => !records[pair.Code].Answers.ContainsKey(pair.CommandId)));
        Zero(report, "answers the ledger does not have", pairs.Where(pair => !answers.ContainsKey(pair)));
        Zero(report, "answers in the ledger that its client did not give", answers.Where(pair => records.TryGetValue(pair.Key.Code, out var record)
            && (!record.Answers.TryGetValue(pair.Key.CommandId, out var given) || pair.Value.Any(step => step != given))).Select(pair => pair.Key));
        Zero(report, "recipients with two answers in the ledger", answers.Where(pair => pair.Value.Count > 1).Select(pair => pair.Key));
        Zero(report, "answers a client was told are recorded, and are not", records.Values.SelectMany(record => record.Settled
            .Where(told => !answers.TryGetValue((told.Key, record.Code), out var steps) || !steps.Contains(told.Value)).Select(told => (told.Key, record.Code))));
        Zero(report, "acknowledgements refused", records.Values.SelectMany(record => record.RefusedAcks));
    }

    private static void Zero<T>(Report report, string what, IEnumerable<T> found)
    {
        var all = found.ToList();
        report.Must(all.Count == 0 ? $"0 {what}" : $"{all.Count} {what}, e.g. {all[0]}", all.Count == 0);
    }

    private async Task<HashSet<string>> Commands()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await Read("SELECT command_id FROM commands", row => ids.Add(row.GetString(0)));
        return ids;
    }

    private async Task<Dictionary<(string CommandId, string Code), List<LadderStep>>> Answers()
    {
        var answers = new Dictionary<(string, string), List<LadderStep>>();
        await Read($"SELECT command_id, efectivo_id, step FROM command_steps WHERE step IN ({(int)LadderStep.Accepted}, {(int)LadderStep.Refused})", row =>
        {
            var key = (row.GetString(0), row.GetString(1));
            if (!answers.TryGetValue(key, out var steps))
            {
                answers[key] = steps = [];
            }
            steps.Add((LadderStep)row.GetInt16(2));
        });
        return answers;
    }

    private async Task Read(string sql, Action<NpgsqlDataReader> take)
    {
        // Not pooled: the server may have been killed since the last use.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postGis) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            take(reader);
        }
    }
}

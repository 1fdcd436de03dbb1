using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>Writes states in one round trip and one transaction; each is checked by its own version.</summary>
internal sealed class StateCommit(PostGisSources sources, IOptions<ClusterOptions> cluster)
{
    private const string Sql = "SELECT written_state, written_key, written_version FROM gad_write_states($1, $2, $3, $4, $5, $6, $7, $8)";

    /// <summary>
    /// Sets <see cref="StateWrite.Written"/> of all writes. Each state comes once. After an exception only the exception says whether they are stored.
    /// </summary>
    public async Task Write(IReadOnlyCollection<StateWrite> writes, CancellationToken cancellation)
    {
        // In the order of keys, so that two silos that write the same states cannot deadlock.
        var ordered = writes.OrderBy(write => write.Name, StringComparer.Ordinal).ThenBy(write => write.Key, StringComparer.Ordinal).ToArray();
        var made = Array.FindAll(ordered, write => write.Known is null);
        var changed = Array.FindAll(ordered, write => write.Known is not null);
        await using var command = sources.StateWrites.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = cluster.Value.ServiceId });
        Add(command, made);
        Add(command, changed, Array.ConvertAll(changed, write => write.Known!.Value));
        var versions = new Dictionary<(string, string), int>(ordered.Length);
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                versions.Add((reader.GetString(0), reader.GetString(1)), reader.GetInt32(2));
            }
        }
        // Set after the server has confirmed the commit.
        foreach (var write in ordered)
        {
            write.Written = versions.TryGetValue((write.Name, write.Key), out var version) ? version : null;
        }
    }

    /// <summary>Replaces the connections of the pool.</summary>
    public void Reconnect() => sources.StateWrites.Clear();

    private static void Add(NpgsqlCommand command, StateWrite[] writes, int[]? known = null)
    {
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(writes, write => write.Name) });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(writes, write => write.Key) });
        if (known is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = known });
        }
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = Array.ConvertAll(writes, write => write.Document), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
    }
}

using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>Writes states in one round trip and one transaction; each is judged by its own version.</summary>
internal sealed class StateCommit(PostGisSources sources, IOptions<ClusterOptions> cluster)
{
    private const string Sql = "SELECT written_state, written_key, written_version FROM gad_write_states($1, $2, $3, $4, $5, $6, $7, $8)";

    /// <summary>Sets <see cref="StateWrite.Written"/> of all. When it throws, nothing is known, but by what it throws. Each state comes once.</summary>
    public async Task Write(IReadOnlyCollection<StateWrite> writes, CancellationToken cancellation)
    {
        // In the order of keys: two silos that write the same states come one after the other, never across.
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
        // Only now, when the server has said that it committed.
        foreach (var write in ordered)
        {
            write.Written = versions.TryGetValue((write.Name, write.Key), out var version) ? version : null;
        }
    }

    /// <summary>Goes on with new connections.</summary>
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

using System.Globalization;
using GrupoGad.Silo.PostGis.ReadModels;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>The grain storage of the silo: JSON documents in <c>grain_states</c>, each write checked by the version its activation knows.</summary>
/// <remarks>Reads are single, with the young roster in front. Writes of many grains share commits, see <see cref="StateWriter"/>.</remarks>
internal sealed class PostGisGrainStorage(
    PostGisSources sources, StateWriter writer, YoungRoster roster, PostGisGuard guard, IOptions<ClusterOptions> cluster) : IGrainStorage
{
    /// <summary>State name of the efectivos, as their grain and the migrations have it.</summary>
    public const string EfectivoState = "efectivo";

    private const string Sql = """
        SELECT version, convert_to(document::text, 'UTF8') FROM grain_states WHERE service_id = $1 AND state_name = $2 AND key = $3
        """;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = grainId.Key.ToString()!;
        if (stateName == EfectivoState && roster.TakeState(key) is { } young)
        {
            Set(grainState, young.Version, young.Document);
            return;
        }
        var (version, document) = await guard.Run(token => Stored(stateName, key, token), cancellationToken).ConfigureAwait(false);
        Set(grainState, version, document);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var document = StateJson.Serialize(grainState.State);
        var version = await Write(stateName, grainId, Version(grainState.ETag), document, cancellationToken).ConfigureAwait(false);
        (grainState.ETag, grainState.RecordExists) = (Text(version), true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        if (Version(grainState.ETag) is null)
        {
            // The grain has not read the state, so it may or may not exist.
            await ReadStateAsync(stateName, grainId, grainState, cancellationToken).ConfigureAwait(false);
            if (!grainState.RecordExists)
            {
                return;
            }
        }
        var version = await Write(stateName, grainId, Version(grainState.ETag), null, cancellationToken).ConfigureAwait(false);
        Set(grainState, version, null);
    }

    /// <exception cref="InconsistentStateException">Another activation has written.</exception>
    private async Task<int> Write(string name, GrainId grainId, int? known, byte[]? document, CancellationToken cancellation) =>
        await writer.Write(name, grainId.Key.ToString()!, known, document, cancellation).ConfigureAwait(false)
        ?? throw new InconsistentStateException(
            $"Another activation has written the state {name} of {grainId} meanwhile.", "unknown", Text(known));

    private async Task<(int? Version, byte[]? Document)> Stored(string name, string key, CancellationToken cancellation)
    {
        await using var command = sources.StateReads.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = cluster.Value.ServiceId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return !await reader.ReadAsync(cancellation).ConfigureAwait(false) ? (null, null)
            : (reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1));
    }

    /// <summary>Clears the document. The row keeps its version and otherwise reads as absent.</summary>
    private static void Set<T>(IGrainState<T> grainState, int? version, byte[]? document)
    {
        grainState.State = document is null ? Activator.CreateInstance<T>() : StateJson.Deserialize<T>(document);
        (grainState.ETag, grainState.RecordExists) = (Text(version), document is not null);
    }

    private static int? Version(string? etag) => string.IsNullOrEmpty(etag) ? null : int.Parse(etag, CultureInfo.InvariantCulture);

    private static string? Text(int? version) => version?.ToString(CultureInfo.InvariantCulture);
}

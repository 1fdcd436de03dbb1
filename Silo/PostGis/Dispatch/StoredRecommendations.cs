using System.Collections.Immutable;
using System.Text;
using GrupoGad.Dispatch;
using GrupoGad.Silo.PostGis.GrainStorage;
using GrupoGad.Silo.PostGis.ReadModels;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Dispatch;

/// <inheritdoc cref="IRecommendations"/>
internal sealed class StoredRecommendations(PostGisSources sources, PostGisGuard guard) : IRecommendations
{
    private const string Insert = """
        INSERT INTO recommendations (id, kind, operation_id, at, actor, document) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING
        """;

    private const string One = "SELECT document FROM recommendations WHERE id = $1 AND kind = $2";

    private const string Newest = "SELECT document FROM recommendations WHERE operation_id = $1 AND kind = $2 ORDER BY at DESC, id DESC LIMIT $3";

    /// <summary>Most writes under way. Grain states are written by the same pool, so this limit leaves connections for them.</summary>
    private const int WritesMax = 2;

    private const short Single = 1;
    private const short Joint = 2;

    private readonly SemaphoreSlim _writes = new(WritesMax);

    public ValueTask Keep(Recommendation recommendation, CancellationToken cancellation) =>
        Keep(recommendation.RecommendationId, Single, recommendation.OperationId, recommendation.At, recommendation.Actor, recommendation, cancellation);

    public ValueTask Keep(JointPlan plan, CancellationToken cancellation) => Keep(plan.JointId, Joint, "", plan.At, plan.Actor, plan, cancellation);

    public async ValueTask<Recommendation?> Read(string recommendationId, CancellationToken cancellation) =>
        (await Ask<Recommendation>(One, cancellation, recommendationId, Single)).FirstOrDefault();

    public async ValueTask<JointPlan?> ReadJoint(string jointId, CancellationToken cancellation) => (await Ask<JointPlan>(One, cancellation, jointId, Joint)).FirstOrDefault();

    public async ValueTask<ImmutableArray<Recommendation>> Of(string operationId, int limit, CancellationToken cancellation) =>
        [.. await Ask<Recommendation>(Newest, cancellation, operationId, Single, limit)];

    private async ValueTask Keep<T>(string id, short kind, string operationId, DateTime at, string actor, T made, CancellationToken cancellation) =>
        await guard.Run(token => Write(id, kind, operationId, at, actor, made, token), cancellation);

    private async Task<int> Write<T>(string id, short kind, string operationId, DateTime at, string actor, T made, CancellationToken cancellation)
    {
        await using var command = sources.StateWrites.CreateCommand(Insert);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = operationId });
        command.Parameters.Add(new() { Value = at, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = actor });
        command.Parameters.Add(new() { Value = Encoding.UTF8.GetString(StateJson.Serialize(made)), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await _writes.WaitAsync(cancellation);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellation);
        }
        finally
        {
            _writes.Release();
        }
    }

    private Task<List<T>> Ask<T>(string query, CancellationToken cancellation, params object[] values) =>
        guard.Run(token => Documents<T>(query, values, token), cancellation);

    private async Task<List<T>> Documents<T>(string query, object[] values, CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(query);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        var found = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(StateJson.Deserialize<T>(Encoding.UTF8.GetBytes(reader.GetString(0))));
        }
        return found;
    }
}

using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Sql;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Consistency;

/// <summary>The nearest by the last positions in PostGIS.</summary>
internal sealed class StoredNearest(PostGisSources sources, PostGisGuard guard)
{
    private const string Rows = "SELECT efectivo_id, device_time, availability, skills FROM last_positions WHERE efectivo_id = ANY ($1)";

    // The place of a random efectivo; the count is the planner's estimate.
    private const string Any = """
        SELECT ST_Y(position::geometry), ST_X(position::geometry), skills FROM last_positions
        OFFSET floor($1 * (SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'last_positions'::regclass)) LIMIT 1
        """;

    /// <summary>A row of the answer.</summary>
    public readonly record struct Hit(string EfectivoId, DateTime DeviceTime, double DistanceM);

    /// <summary>The stored row of one efectivo.</summary>
    public sealed record Row(DateTime DeviceTime, Availability Availability, IReadOnlyList<string> Skills);

    /// <summary>Position and skills of an efectivo.</summary>
    public sealed record Place(double Latitude, double Longitude, IReadOnlyList<string> Skills);

    /// <param name="query">Its filter must be one of none, available, and available with a skill.</param>
    public Task<List<Hit>> Ask(NearestQuery query, CancellationToken cancellation)
    {
        var (sql, values) = query.Filter switch
        {
            { Availability: null, Skill: null, Freshness: null } => (SpatialQueries.Nearest, (object[])[query.Point.Longitude, query.Point.Latitude, query.K]),
            { Availability: Availability.Available, Skill: null, Freshness: null } => (SpatialQueries.NearestAvailable, [query.Point.Longitude, query.Point.Latitude, query.K]),
            { Availability: Availability.Available, Skill: { } skill, Freshness: null } => (SpatialQueries.NearestSkilled, [query.Point.Longitude, query.Point.Latitude, query.K, skill]),
            _ => throw new ArgumentException("No canonical query has this filter.", nameof(query)),
        };
        return Read(sql, values, reader => new Hit(reader.GetString(0), reader.GetDateTime(1), reader.GetDouble(2)), cancellation);
    }

    public async Task<IReadOnlyDictionary<string, Row>> Of(IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        (await Read(Rows, [efectivos.ToArray()], reader => (Id: reader.GetString(0),
            Row: new Row(reader.GetDateTime(1), (Availability)reader.GetInt16(2), reader.GetFieldValue<string[]>(3))), cancellation))
        .ToDictionary(found => found.Id, found => found.Row, StringComparer.Ordinal);

    /// <summary>A random efectivo; null while none has a position.</summary>
    public async Task<Place?> Anybody(CancellationToken cancellation) => (await Read(Any, [Random.Shared.NextDouble()],
        reader => new Place(reader.GetDouble(0), reader.GetDouble(1), reader.GetFieldValue<string[]>(2)), cancellation)).FirstOrDefault();

    private Task<List<T>> Read<T>(string sql, object[] values, Func<NpgsqlDataReader, T> row, CancellationToken cancellation) =>
        guard.Run(token => SqlRows.Read(sources.Read, sql, row, token, values), cancellation);
}

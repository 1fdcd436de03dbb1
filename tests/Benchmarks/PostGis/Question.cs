using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.PostGis;

/// <summary>A canonical query beside the shape in which one would write it first.</summary>
/// <param name="Naive">The same parameters; the first column is compared.</param>
/// <param name="Values">Of a question near a point.</param>
internal sealed record Question(string Name, string Naive, Func<GeoPoint, object[]> Values)
{
    private const string Place = "ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography";
    private const string Distance = $"ST_Distance(position, {Place}, false)";
    private const int K = 10;

    public string Canonical { get; } = SqlFiles.Canonical(Name);

    public static IReadOnlyList<Question> All { get; } =
    [
        new("nearest", $"SELECT efectivo_id, {Distance} FROM last_positions ORDER BY {Distance} LIMIT $3", at => [at.Longitude, at.Latitude, K]),
        new("nearest_available", $"SELECT efectivo_id, {Distance} FROM last_positions WHERE availability = 1 ORDER BY {Distance} LIMIT $3",
            at => [at.Longitude, at.Latitude, K]),
        new("nearest_skilled", $"SELECT efectivo_id, {Distance} FROM last_positions WHERE availability = 1 AND $4 = ANY (skills) ORDER BY {Distance} LIMIT $3",
            at => [at.Longitude, at.Latitude, K, LargeDatabase.RareSkill]),
        new("within_radius", $"SELECT efectivo_id, {Distance} FROM last_positions WHERE {Distance} <= $3 ORDER BY {Distance} LIMIT $4",
            at => [at.Longitude, at.Latitude, 300.0, 100]),
        new("within_area", "SELECT efectivo_id FROM last_positions WHERE ST_Covers(ST_SetSRID(ST_GeomFromWKB($1), 4326), position::geometry) ORDER BY efectivo_id LIMIT $2",
            at => [Triangle.Around(at), 1_000]),
        new("passed_near", $"SELECT efectivo_id, min({Distance}) FROM position_reports WHERE device_time >= $4 AND device_time < $5 AND {Distance} <= $3 GROUP BY efectivo_id ORDER BY min({Distance}), efectivo_id LIMIT $6",
            at => [at.Longitude, at.Latitude, 1_000.0, LargeDatabase.Noon, LargeDatabase.Noon.AddMinutes(10), 100]),
        new("operations_near", "SELECT id FROM operations WHERE ST_Distance(point, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography, false) <= $3 AND status <= 3 "
            + "ORDER BY ST_Distance(point, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography, false) LIMIT $4",
            at => [at.Longitude, at.Latitude, 1_000.0, 20]),
    ];
}

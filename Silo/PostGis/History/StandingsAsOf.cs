using GrupoGad.Efectivos;
using GrupoGad.History;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>Availability and appearance of efectivos as of an instant, and their changes after it.</summary>
internal static class StandingsAsOf
{
    private const string Stood = """
        SELECT asked.efectivo_id, display_name, unit, skills, availability FROM unnest($1::text[]) AS asked (efectivo_id)
        LEFT JOIN LATERAL (SELECT display_name, unit, skills FROM profile_history
            WHERE efectivo_id = asked.efectivo_id AND at <= $2 ORDER BY at DESC, version DESC LIMIT 1) AS shown ON true
        LEFT JOIN LATERAL (SELECT availability FROM availability_history
            WHERE efectivo_id = asked.efectivo_id AND at <= $2 ORDER BY at DESC, version DESC LIMIT 1) AS stood ON true
        """;

    private const string Turned = """
        SELECT efectivo_id, display_name, unit, skills, availability, at FROM (
            SELECT efectivo_id, NULL AS display_name, NULL AS unit, NULL::text[] AS skills, availability, at, version FROM availability_history
                WHERE at > $1 AND at <= $2
            UNION ALL SELECT efectivo_id, display_name, unit, skills, NULL, at, version FROM profile_history WHERE at > $1 AND at <= $2) AS turned
        ORDER BY at, version LIMIT $3
        """;

    public static async Task<Dictionary<string, PastStanding>> Read(
        NpgsqlConnection connection, string[] efectivos, DateTime at, CancellationToken cancellation)
    {
        var standings = new Dictionary<string, PastStanding>(efectivos.Length, StringComparer.Ordinal);
        await using var command = connection.With(Stood, efectivos, at);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            standings[reader.GetString(0)] = Change(reader, PastStanding.Unknown);
        }
        return standings;
    }

    /// <summary>Changes in order of time, each with its efectivo, its instant and its effect on a standing.</summary>
    public static async Task<List<(string EfectivoId, DateTime At, Func<PastStanding, PastStanding> Change)>> Turns(
        NpgsqlConnection connection, DateTime from, DateTime to, int limit, CancellationToken cancellation)
    {
        var turns = new List<(string, DateTime, Func<PastStanding, PastStanding>)>();
        await using var command = connection.With(Turned, from, to, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var told = Change(reader, PastStanding.Unknown);
            var isAvailability = told.Availability is not null;
            turns.Add((reader.GetString(0), reader.GetDateTime(5), stood => isAvailability
                ? stood with { Availability = told.Availability } : told with { Availability = stood.Availability }));
        }
        return turns;
    }

    private static PastStanding Change(NpgsqlDataReader reader, PastStanding known) => new()
    {
        DisplayName = reader.IsDBNull(1) ? known.DisplayName : reader.GetString(1),
        Unit = reader.IsDBNull(2) ? known.Unit : reader.GetString(2),
        Skills = reader.IsDBNull(3) ? known.Skills : [.. reader.GetFieldValue<string[]>(3)],
        Availability = reader.IsDBNull(4) ? known.Availability : (Availability)reader.GetInt16(4),
    };
}

using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <remarks>The measures of a patrol.</remarks>
internal sealed partial class PresenceHistory
{
    private const string OfArea = """
        SELECT place::int FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS middles (longitude, latitude, place)
        WHERE ST_Covers(ST_GeomFromText($1, 4326), ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)) ORDER BY place
        """;

    // One descent of the index for each efectivo.
    private static readonly string _fixes = $"""
        SELECT {PositionColumns.Names} FROM unnest($1::text[]) AS asked (efectivo_id) JOIN position_reports stored USING (efectivo_id)
        WHERE device_time >= $2 AND device_time < $3 ORDER BY stored.efectivo_id, device_time LIMIT $4
        """;

    public ValueTask<PatrolEvidence> Evidence(PatrolQuery query, ImmutableArray<CellId> candidates, CancellationToken cancellation) => questions.Ask(
        query.To, (connection, token) => Evidence(connection, query, candidates, token), verdict => new PatrolEvidence(verdict, [], [], null), cancellation);

    private static async Task<PatrolEvidence> Evidence(
        NpgsqlConnection connection, PatrolQuery query, ImmutableArray<CellId> candidates, CancellationToken cancellation)
    {
        var area = AreaText.Of(query.Area);
        if (await AreaText.Refuses(connection, area, cancellation) is { } broken)
        {
            return new PatrolEvidence(broken, [], [], null);
        }
        var cells = await CellsOf(connection, area, candidates, cancellation);
        var fixes = await FixesOf(connection, query, cancellation);
        return fixes.Sum(track => track.Fixes.Count) > PatrolQuery.FixesMax
            ? new PatrolEvidence(HistoryVerdict.TooMany(PatrolQuery.FixesMax, "positions: ask for fewer efectivos or less time"), [], [], null)
            : new PatrolEvidence(HistoryVerdict.Answered, cells, fixes, await Streets.Read(connection, query, area, cancellation));
    }

    private static async Task<ImmutableArray<CellId>> CellsOf(
        NpgsqlConnection connection, string area, ImmutableArray<CellId> candidates, CancellationToken cancellation)
    {
        var middles = candidates.Select(Middle).ToArray();
        var cells = ImmutableArray.CreateBuilder<CellId>();
        await using var command = connection.With(
            OfArea, area, middles.Select(middle => middle.Longitude).ToArray(), middles.Select(middle => middle.Latitude).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            cells.Add(candidates[reader.GetInt32(0) - 1]);
        }
        return cells.DrainToImmutable();
    }

    private static GeoPoint Middle(CellId cell) =>
        new(Mercator.Latitude((cell.Y + 0.5) / cell.Side), Mercator.Longitude((cell.X + 0.5) / cell.Side));

    private static async Task<List<(string EfectivoId, IReadOnlyList<Fix> Fixes)>> FixesOf(
        NpgsqlConnection connection, PatrolQuery query, CancellationToken cancellation)
    {
        var tracks = new List<(string EfectivoId, IReadOnlyList<Fix> Fixes)>();
        await using var command = connection.With(_fixes, query.Efectivos.Distinct().ToArray(), query.From, query.To, PatrolQuery.FixesMax + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var efectivo = reader.GetString(9);
            if (tracks.Count == 0 || tracks[^1].EfectivoId != efectivo)
            {
                tracks.Add((efectivo, new List<Fix>()));
            }
            ((List<Fix>)tracks[^1].Fixes).Add(PositionColumns.Fix(reader));
        }
        return tracks;
    }
}

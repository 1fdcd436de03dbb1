using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.Silo.PostGis.ReadModels;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Consistency;

/// <summary>Asks this silo's map of fences and PostGIS which fences cover a place, and says whether they answer the same.</summary>
/// <remarks>
/// The data are the same when the revisions are: the map's before and after the question, and the table's in between. While fences change the question is
/// asked again.
/// </remarks>
internal sealed class FenceConsistency(FenceMap map, PostGisSources sources, PostGisGuard guard, IOptions<ConsistencyOptions> options, TimeProvider clock)
{
    // Those whose edge the place lies on, to a centimetre or to the last digits of its degrees, may be in either answer.
    private const string Around = """
        SELECT (SELECT value FROM fence_revision),
            ARRAY(SELECT id FROM fences WHERE cover && point
                AND CASE kind WHEN 2 THEN ST_Covers(shape, point) ELSE ST_DWithin(shape::geography, point::geography, radius_m, false) END),
            ARRAY(SELECT id FROM fences WHERE cover && ST_Expand(point, 1e-9)
                AND CASE kind WHEN 2 THEN ST_DWithin(ST_Boundary(shape), point, 1e-9) ELSE abs(ST_Distance(shape::geography, point::geography, false) - radius_m) < 0.01 END)
        FROM (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326) AS point) AS asked
        """;

    private const string AnyCover = """
        SELECT ST_XMin(cover), ST_YMin(cover), ST_XMax(cover), ST_YMax(cover) FROM fences WHERE cover IS NOT NULL AND NOT ST_IsEmpty(cover)
        OFFSET floor($1 * (SELECT count(*) FROM fences WHERE cover IS NOT NULL AND NOT ST_IsEmpty(cover))) LIMIT 1
        """;

    /// <summary>A place at random in or beside one of the fences. Null while there are none.</summary>
    public async Task<GeoPoint?> AnyPlace(CancellationToken cancellation)
    {
        var boxes = await guard.Run(token => SqlRows.Read(sources.Read, AnyCover,
            reader => (West: reader.GetDouble(0), South: reader.GetDouble(1), East: reader.GetDouble(2), North: reader.GetDouble(3)), token, Random.Shared.NextDouble()), cancellation);
        return boxes.Count == 0 ? null : new GeoPoint(Between(boxes[0].South, boxes[0].North, 90), Between(boxes[0].West, boxes[0].East, 180));

        // A fifth more on each side.
        static double Between(double low, double high, double limit) => Math.Clamp(low + (Random.Shared.NextDouble() * 1.4 - 0.2) * (high - low), -limit, limit);
    }

    public async Task<Verdict> Compare(GeoPoint place, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await Once(place, cancellation) is var verdict && verdict != Verdict.Unsettled || attempt >= options.Value.TriesMax)
            {
                return verdict;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.PauseMs), clock, cancellation);
        }
    }

    private async Task<Verdict> Once(GeoPoint place, CancellationToken cancellation)
    {
        var before = map.Revision;
        var live = map.Covering(place).Select(fence => fence.Id).ToHashSet(StringComparer.Ordinal);
        var after = map.Revision;
        var stored = (await guard.Run(token => SqlRows.Read(sources.Read, Around,
            reader => (Revision: reader.GetInt64(0), Ids: reader.GetFieldValue<string[]>(1), Edges: reader.GetFieldValue<string[]>(2)), token, place.Longitude, place.Latitude), cancellation))[0];
        if (before != after || stored.Revision != after)
        {
            return Verdict.Unsettled;
        }
        live.SymmetricExceptWith(stored.Ids);
        live.ExceptWith(stored.Edges);
        return live.Count == 0 ? Verdict.Same : Verdict.Different;
    }
}

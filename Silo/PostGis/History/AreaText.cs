using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.History;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>An area as well-known text, checked by PostGIS.</summary>
internal static class AreaText
{
    private const string Reason = "SELECT ST_IsValidReason(ST_GeomFromText($1, 4326))";

    public static string Of(ImmutableArray<FencePart> area)
    {
        var text = new StringBuilder("MULTIPOLYGON(");
        text.AppendJoin(',', area.Select(part => $"({string.Join(',', part.Holes.Prepend(part.Outer).Select(Ring))})"));
        return text.Append(')').ToString();
    }

    /// <summary>The reason why the area is invalid; null when it is valid.</summary>
    public static async Task<HistoryVerdict?> Refuses(NpgsqlConnection connection, string text, CancellationToken cancellation)
    {
        await using var command = connection.With(Reason, text);
        var reason = (string)(await command.ExecuteScalarAsync(cancellation))!;
        return reason == "Valid Geometry" ? null : new HistoryVerdict { Outcome = HistoryOutcome.BrokenArea, Rule = $"a valid shape; this one: {reason}" };
    }

    private static string Ring(ImmutableArray<GeoPoint> ring) =>
        $"({string.Join(',', ring.Append(ring[0]).Select(corner => string.Create(CultureInfo.InvariantCulture, $"{corner.Longitude:R} {corner.Latitude:R}")))})";
}

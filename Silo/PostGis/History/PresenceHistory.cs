using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Silo.PostGis.Sql;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <inheritdoc cref="IPresenceHistory"/>
internal sealed partial class PresenceHistory(PastQuestions questions) : IPresenceHistory
{
    /// <summary>Speed that no efectivo exceeds for the length of a way, m/s. Above the speed at which reports are rejected.</summary>
    private const double SpeedMaxMps = 70;

    public ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation) => questions.Ask(
        query.To, (connection, token) => Cells(connection, query, token), verdict => new Coverage { Verdict = verdict }, cancellation);

    public ValueTask<InsideAnswer> Inside(InsideQuery query, CancellationToken cancellation) => questions.Ask(
        query.To, (connection, token) => Visitors(connection, query, token), verdict => new InsideAnswer { Verdict = verdict }, cancellation);

    private static async Task<Coverage> Cells(NpgsqlConnection connection, CoverageQuery query, CancellationToken cancellation)
    {
        var cells = ImmutableArray.CreateBuilder<CoveredCell>();
        await using var command = connection.With(
            CoverageSql.Cells, [query.From, query.To, .. BoxSql.Of(query.Bounds), query.Level, query.IntervalS, query.Unit, GrupoGad.History.Coverage.CellsMax + 1]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            cells.Add(new CoveredCell(
                new CellId((byte)query.Level, reader.GetInt32(0), reader.GetInt32(1)), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt64(4)));
        }
        return cells.Count > GrupoGad.History.Coverage.CellsMax
            ? new Coverage { Verdict = HistoryVerdict.TooMany(GrupoGad.History.Coverage.CellsMax, "cells and intervals: ask for a smaller area, a coarser level or longer intervals") }
            : new Coverage { Verdict = HistoryVerdict.Answered, Cells = cells.DrainToImmutable() };
    }

    private static async Task<InsideAnswer> Visitors(NpgsqlConnection connection, InsideQuery query, CancellationToken cancellation)
    {
        var area = AreaText.Of(query.Area);
        if (await AreaText.Refuses(connection, area, cancellation) is { } broken)
        {
            return new InsideAnswer { Verdict = broken };
        }
        var visitors = ImmutableArray.CreateBuilder<Visitor>();
        var (way, north, east) = Near(query.Area);
        await using var command = connection.With(InsideSql.Visitors, query.From, query.To, area, way, north, east, InsideAnswer.EfectivosMax + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            visitors.Add(new Visitor
            {
                EfectivoId = reader.GetString(0),
                DisplayName = reader.GetString(1),
                First = reader.IsDBNull(2) ? null : reader.GetDateTime(2),
                Last = reader.IsDBNull(3) ? null : reader.GetDateTime(3),
                Fixes = reader.GetInt64(4),
                Visits = reader.GetInt64(5),
                Crossings = reader.GetInt64(6),
                FirstCrossing = reader.IsDBNull(7) ? null : reader.GetDateTime(7),
                LastCrossing = reader.IsDBNull(8) ? null : reader.GetDateTime(8),
            });
        }
        return visitors.Count > InsideAnswer.EfectivosMax
            ? new InsideAnswer { Verdict = HistoryVerdict.TooMany(InsideAnswer.EfectivosMax, "efectivos: ask for a smaller area or less time") }
            : new InsideAnswer { Verdict = HistoryVerdict.Answered, Visitors = visitors.DrainToImmutable() };
    }

    /// <summary>Seconds of a way, and its greatest extent in degrees of latitude and of longitude.</summary>
    private static (double WayS, double North, double East) Near(ImmutableArray<GrupoGad.Fences.FencePart> area)
    {
        var way = CellTrail.StepMax.TotalSeconds;
        var north = Sphere.Degrees(way * SpeedMaxMps / Sphere.RadiusM);
        var furthest = Math.Min(89, area.SelectMany(part => part.Outer).Max(corner => Math.Abs(corner.Latitude)) + north);
        return (way, north, Math.Min(360, north / Math.Cos(Sphere.Radians(furthest))));
    }
}

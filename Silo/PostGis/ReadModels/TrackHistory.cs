using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.Replica;
using GrupoGad.Silo.PostGis.Sql;
using GrupoGad.Tracks;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <inheritdoc cref="ITrackHistory"/>
internal sealed class TrackHistory(HistoryReads history, PostGisGuard guard) : ITrackHistory
{
    public async ValueTask<TrackPage> Read(TrackQuery query, CancellationToken cancellation) =>
        await guard.Run(token => history.Run(query.To, (source, inner) => Ask(source, query, inner), token), cancellation);

    private static async Task<TrackPage> Ask(NpgsqlDataSource source, TrackQuery query, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(SpatialQueries.TrackWindow);
        command.Parameters.Add(new() { Value = query.EfectivoId });
        command.Parameters.Add(new() { Value = query.From, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = query.To, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        // One more than asked for: it is the start of the next page.
        command.Parameters.Add(new() { Value = query.Limit + 1 });
        var fixes = ImmutableArray.CreateBuilder<Fix>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var fix = PositionColumns.Fix(reader);
            if (fixes.Count == query.Limit)
            {
                return new TrackPage { Fixes = fixes.DrainToImmutable(), NextFrom = fix.DeviceTime };
            }
            fixes.Add(fix);
        }
        return new TrackPage { Fixes = fixes.DrainToImmutable() };
    }
}

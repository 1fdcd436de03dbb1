using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.Journal;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Sql;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.PostGis.Shards;

/// <summary>Positions in the database of their jurisdiction.</summary>
internal sealed class ShardedTracks(ShardMap map, JournalInstruments instruments, TimeProvider clock, ILoggerFactory loggers)
{
    // Every shard gives its own first rows in this order, so that the first of all are among them.
    private const string PassedBetween = $"""
        SELECT {PositionColumns.Names} FROM position_reports stored WHERE device_time >= $1 AND device_time < $2 ORDER BY device_time, efectivo_id LIMIT $3
        """;

    private readonly Dictionary<string, PositionWriter> _writers = map.All.ToDictionary(
        shard => shard.Name,
        shard => new PositionWriter(shard.Source, new PositionPartitions(shard.Source, clock), new PositionMerge(shard.Source, clock), instruments, clock, loggers.CreateLogger<PositionWriter>()),
        StringComparer.Ordinal);

    /// <summary>Safe to repeat.</summary>
    public Task Write(string jurisdiction, IReadOnlyCollection<PositionReport> rows, CancellationToken cancellation) =>
        _writers[map.Of(jurisdiction).Name].Merge(FlushBatch.RangeOf(rows), cancellation);

    /// <summary>Reads the track of one efectivo, whose jurisdiction the caller knows.</summary>
    public Task<List<PositionReport>> Read(string jurisdiction, TrackQuery query, CancellationToken cancellation) => SqlRows.Read(
        map.Of(jurisdiction).Source, SpatialQueries.TrackWindow, PositionColumns.Report, cancellation, query.EfectivoId, query.From, query.To, query.Limit);

    /// <summary>Reads the positions of all efectivos from all shards at once, in the order of time.</summary>
    /// <exception cref="Npgsql.NpgsqlException">A shard is away: half an answer would look like a whole one.</exception>
    public async Task<IReadOnlyList<PositionReport>> Between(DateTime from, DateTime to, int limit, CancellationToken cancellation)
    {
        var parts = await Task.WhenAll(map.All.Select(shard => SqlRows.Read(shard.Source, PassedBetween, PositionColumns.Report, cancellation, from, to, limit)));
        return [.. parts.SelectMany(part => part).OrderBy(row => row.Fix.DeviceTime).ThenBy(row => row.EfectivoId, StringComparer.Ordinal).Take(limit)];
    }
}

using System.Collections.Immutable;
using GrupoGad.Dispatch;
using GrupoGad.Silo.PostGis.ReadModels;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Dispatch;

/// <summary>Travel times along the roads that the installation loaded; where there is no graph, or none near, the straight line.</summary>
internal sealed class RoadEta(PostGisSources sources, PostGisGuard guard, StraightLineEta straight, RoadGraph graph, IOptions<DispatchOptions> options) : IEtaProvider
{
    private const string Ask = "SELECT trip, seconds, metres FROM gad_road_travel($1, $2, $3, $4, $5, $6, $7)";

    public async ValueTask<ImmutableArray<Travel?>> Reckon(IReadOnlyList<Trip> trips, CancellationToken cancellation)
    {
        if (await graph.Known(cancellation) is null)
        {
            return await straight.Reckon(trips, cancellation);
        }
        var travels = new Travel?[trips.Count];
        foreach (var group in trips.Index().GroupBy(trip => trip.Item.SpeedMps))
        {
            var (places, members) = (group.Select(trip => trip.Index).ToArray(), group.Select(trip => trip.Item).ToArray());
            var found = await guard.Run(token => Read(members, group.Key, token), cancellation);
            for (var i = 0; i < places.Length; i++)
            {
                travels[places[i]] = found.TryGetValue(i, out var travel) ? travel : straight.Of(members[i]);
            }
        }
        return [.. travels];
    }

    /// <remarks>On a road at its top speed, straight there.</remarks>
    public double ReachM(double seconds) => graph.Last is { } known
        ? Math.Max(straight.ReachM(seconds), seconds * known.FastestMps * Math.Max(1, SpeedRules.FastestMps(options.Value) / SpeedRules.UsualMps(options.Value)))
        : straight.ReachM(seconds);

    /// <returns>By the trip's place; a null travel: no way leads there. Missing: no road is near.</returns>
    private async Task<Dictionary<int, Travel?>> Read(Trip[] trips, double speedMps, CancellationToken cancellation)
    {
        // A class faster than the usual one goes faster than the roads' speeds, a slower one never faster than its own.
        var usual = SpeedRules.UsualMps(options.Value);
        await using var command = sources.Read.CreateCommand(Ask);
        command.Parameters.Add(new() { Value = trips.Select(trip => trip.From.Longitude).ToArray() });
        command.Parameters.Add(new() { Value = trips.Select(trip => trip.From.Latitude).ToArray() });
        command.Parameters.Add(new() { Value = trips.Select(trip => trip.To.Longitude).ToArray() });
        command.Parameters.Add(new() { Value = trips.Select(trip => trip.To.Latitude).ToArray() });
        command.Parameters.Add(new() { Value = Math.Max(1, speedMps / usual) });
        command.Parameters.Add(new() { Value = speedMps < usual ? speedMps : double.MaxValue });
        command.Parameters.Add(new() { Value = options.Value.SnapMaxM });
        var found = new Dictionary<int, Travel?>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found[reader.GetInt32(0) - 1] = await reader.IsDBNullAsync(1, cancellation) ? null : new Travel(reader.GetDouble(1), reader.GetDouble(2), TravelBasis.Roads);
        }
        return found;
    }
}

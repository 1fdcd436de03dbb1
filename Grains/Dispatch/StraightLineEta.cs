using System.Collections.Immutable;
using GrupoGad.Geo;
using Microsoft.Extensions.Options;

namespace GrupoGad.Dispatch;

/// <summary>The straight line, lengthened by the detour of streets, at the speed of the class: what every installation has.</summary>
public sealed class StraightLineEta(IOptions<DispatchOptions> options) : IEtaProvider
{
    public ValueTask<ImmutableArray<Travel?>> Reckon(IReadOnlyList<Trip> trips, CancellationToken cancellation) =>
        ValueTask.FromResult<ImmutableArray<Travel?>>([.. trips.Select(trip => (Travel?)Of(trip))]);

    public double ReachM(double seconds) => seconds * SpeedRules.FastestMps(options.Value) / options.Value.DetourFactor;

    public Travel Of(Trip trip)
    {
        var way = Sphere.DistanceM(trip.From, trip.To) * options.Value.DetourFactor;
        return new Travel(way / trip.SpeedMps, way, TravelBasis.StraightLine);
    }
}

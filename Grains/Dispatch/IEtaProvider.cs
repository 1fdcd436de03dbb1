using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

/// <summary>How long a way takes.</summary>
public interface IEtaProvider
{
    /// <summary>One travel for each trip, in their order; null where no way leads there.</summary>
    ValueTask<ImmutableArray<Travel?>> Reckon(IReadOnlyList<Trip> trips, CancellationToken cancellation);

    /// <summary>Metres on the sphere from beyond which no efectivo of any class can arrive in so many seconds. A search stops there.</summary>
    double ReachM(double seconds);
}

/// <param name="SpeedMps">Speed of its class, driving or walking, m/s.</param>
public readonly record struct Trip(GeoPoint From, GeoPoint To, double SpeedMps);

/// <param name="DistanceM">Along the way reckoned, metres.</param>
public readonly record struct Travel(double Seconds, double DistanceM, TravelBasis Basis);

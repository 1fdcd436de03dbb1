using GrupoGad.Geo;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>Where an efectivo was last, as one of the product's sides tells it.</summary>
/// <param name="TimeS">Of the fix, seconds since 1970.</param>
internal readonly record struct Place(GeoPoint Point, long TimeS)
{
    /// <summary>A screen's step is 0.6 m at most, and it shows the middle of it.</summary>
    private const double ScreenErrorM = 0.5;

    public bool IsShownAs(Place shown) => shown.TimeS == TimeS && Sphere.DistanceM(Point, shown.Point) <= ScreenErrorM;
}

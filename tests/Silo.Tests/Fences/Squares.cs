using GrupoGad.Fences;
using GrupoGad.Geo;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>A square round the Obelisco of Buenos Aires, and places by it.</summary>
internal static class Squares
{
    public static readonly DateTime Start = Whole(DateTime.UtcNow.AddMinutes(-1));

    public static readonly GeoPoint Inside = new(-34.6037, -58.3816);

    public static readonly GeoPoint Outside = new(-34.6037, -58.3766);

    /// <summary>A second square's middle.</summary>
    public static readonly GeoPoint Beyond = new(-34.6037, -58.3600);

    public static FencePlan Plan(GeoPoint? middle = null, string name = "Plaza") => new() { Name = name, Shape = Square(middle ?? Inside) };

    public static FenceShape Square(GeoPoint middle, double half = 0.004) => new()
    {
        Kind = FenceKind.Polygon,
        Parts =
        [
            new FencePart
            {
                Outer =
                [
                    new(middle.Latitude - half, middle.Longitude - half), new(middle.Latitude - half, middle.Longitude + half),
                    new(middle.Latitude + half, middle.Longitude + half), new(middle.Latitude + half, middle.Longitude - half),
                ],
            },
        ],
    };

    public static DateTime After(int seconds) => Start.AddSeconds(seconds);

    private static DateTime Whole(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}

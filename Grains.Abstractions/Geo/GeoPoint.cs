namespace GrupoGad.Geo;

/// <summary>A position on the ground, WGS84.</summary>
/// <param name="Latitude">Degrees, −90..90.</param>
/// <param name="Longitude">Degrees, −180..180.</param>
[GenerateSerializer, Immutable, Alias(Aliases.GeoPoint)]
public readonly record struct GeoPoint([property: Id(0)] double Latitude, [property: Id(1)] double Longitude)
{
    /// <summary>Both finite and within range. NaN is not.</summary>
    public bool IsValid => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180;

    /// <summary>Valid, and somewhere that can be meant: 0,0 is what a device says that knows no place.</summary>
    public bool IsMeant => IsValid && (Latitude, Longitude) is not (0, 0);
}

namespace GrupoGad.Duty;

/// <summary>Local time of a place, as its wall clocks show it.</summary>
/// <remarks>
/// Clocks are changed twice a year. A time in the hour left out is the moment of the change. In the hour that comes twice a beginning is the first of
/// the two and an end the second, so that no hour is lost; <paramref name="OffsetMin"/> selects the other one.
/// </remarks>
/// <param name="Local">Of no kind; its zone stands beside it.</param>
/// <param name="OffsetMin">Minutes ahead of UTC, one that the zone has at that time; null: see above.</param>
[GenerateSerializer, Immutable, Alias(Aliases.WallTime)]
public readonly record struct WallTime([property: Id(0)] DateTime Local, [property: Id(1)] int? OffsetMin = null);

namespace GrupoGad.Duty;

/// <summary>What a clock on the wall of a place shows.</summary>
/// <remarks>
/// Clocks are changed twice a year. A time in the hour left out is the moment of the change. In the hour that comes twice a beginning is the first of
/// the two and an end the second, so that nobody's hour is lost; who means the other one says so by <paramref name="OffsetMin"/>.
/// </remarks>
/// <param name="Local">Of no kind; its zone stands beside it.</param>
/// <param name="OffsetMin">Minutes ahead of UTC, one that the zone has at that time; null: see above.</param>
[GenerateSerializer, Immutable, Alias(Aliases.WallTime)]
public readonly record struct WallTime([property: Id(0)] DateTime Local, [property: Id(1)] int? OffsetMin = null);

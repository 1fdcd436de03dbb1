using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Payload;

/// <summary>One position that was accepted, or that a screen showed.</summary>
public readonly record struct Update(string Code, GeoPoint Point, DateTime DeviceTime);

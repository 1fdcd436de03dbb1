namespace GrupoGad.LoadGenerator.Traces;

/// <summary>One fix of a recorded fleet.</summary>
/// <param name="Unit">Place of its unit in <see cref="Trace.Units"/>.</param>
/// <param name="Time">When the device took it, UTC.</param>
/// <param name="Arrival">When the recorder received it, UTC; never before the row before it.</param>
public readonly record struct TraceRow(int Unit, DateTime Time, DateTime Arrival, TraceFix Fix);

/// <summary>Position and motion as the device reported them, without the time.</summary>
/// <param name="Latitude">Degrees as recorded. The system checks the range, not the player.</param>
/// <param name="Longitude">Degrees as recorded.</param>
/// <param name="SpeedMps">Metres per second.</param>
/// <param name="CourseDeg">Degrees clockwise from north.</param>
/// <param name="AccuracyM">Metres.</param>
public readonly record struct TraceFix(double Latitude, double Longitude, float? SpeedMps, float? CourseDeg, float? AccuracyM);

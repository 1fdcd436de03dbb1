namespace GrupoGad.LoadGenerator.Traces;

/// <summary>Where a trace keeps what, by the names in its header; −1 where it has no such column.</summary>
/// <param name="TimeIsUtc">The time column's name says UTC, so a time without an offset is one.</param>
public sealed record TraceColumns(
    int Unit, int Time, bool TimeIsUtc, int Latitude, int Longitude, int Speed, int Course, int Accuracy, int Poll, int Received, int Group)
{
    /// <exception cref="InvalidDataException">A column that every trace needs is missing.</exception>
    public static TraceColumns Of(string header)
    {
        var names = CsvLine.Split(header.TrimStart('\uFEFF')).Select(name => name.Trim().ToLowerInvariant()).ToArray();
        var time = Array.FindIndex(names, name => name.Contains("timestamp", StringComparison.Ordinal));
        var columns = new TraceColumns(
            Find("unit_id"), time, time >= 0 && names[time].EndsWith("_utc", StringComparison.Ordinal), Find("lat"), Find("lon"),
            Find("speed_mps"), Find("course_deg"), Find("accuracy", "accuracy_m"), Find("first_poll"), Find("received_utc"),
            Find("line", "route_id", "asset_type"));
        if (columns.Unit < 0 || time < 0 || columns.Latitude < 0 || columns.Longitude < 0)
        {
            throw new InvalidDataException($"A trace needs the columns unit_id, timestamp_utc, lat and lon; this one has: {string.Join(", ", names)}.");
        }
        return columns;

        int Find(params string[] wanted) => Array.FindIndex(names, name => wanted.Contains(name));
    }
}

using GrupoGad.Efectivos;
using GrupoGad.Geo;
using Npgsql;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>The columns of a stored position, of a table that the query calls <c>stored</c>.</summary>
internal static class PositionColumns
{
    public const string Names =
        "stored.device_time, stored.received_time, stored.report_id, stored.accuracy_m, stored.speed_mps, stored.course_deg, "
        + "stored.altitude_m, stored.battery, stored.source, stored.efectivo_id, ST_Y(stored.position::geometry), ST_X(stored.position::geometry)";

    public const int Count = 12;

    public static PositionReport Report(NpgsqlDataReader reader) => new()
    {
        Fix = Fix(reader),
        ReceivedTime = reader.GetDateTime(1),
        ReportId = reader.GetInt64(2),
        Source = (ReportSource)reader.GetInt16(8),
        EfectivoId = reader.GetString(9),
    };

    public static Fix Fix(NpgsqlDataReader reader) => new()
    {
        DeviceTime = reader.GetDateTime(0),
        AccuracyM = Number(reader, 3),
        SpeedMps = Number(reader, 4),
        CourseDeg = Number(reader, 5),
        AltitudeM = Number(reader, 6),
        Battery = Number(reader, 7),
        Point = new GeoPoint(reader.GetDouble(10), reader.GetDouble(11)),
    };

    private static float? Number(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFloat(column);
}

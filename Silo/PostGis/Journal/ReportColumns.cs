using GrupoGad.Efectivos;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Rows as one array parameter a column, for the statements that COPY cannot do.</summary>
internal static class ReportColumns
{
    public const string Names =
        "device_time, received_time, report_id, accuracy_m, speed_mps, course_deg, altitude_m, battery, source, efectivo_id, position";

    /// <summary><see cref="Names"/>, taken out of <see cref="Rows"/>.</summary>
    public const string FromRows =
        "device_time, received_time, report_id, accuracy_m, speed_mps, course_deg, altitude_m, battery, source, efectivo_id, "
        + "ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography";

    /// <summary>The parameters as rows; <c>place</c> counts from 1.</summary>
    public const string Rows =
        "unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) WITH ORDINALITY AS rows (device_time, received_time, report_id, "
        + "accuracy_m, speed_mps, course_deg, altitude_m, battery, source, efectivo_id, longitude, latitude, place)";

    public static void Bind(NpgsqlCommand command, RowRange rows)
    {
        Add(command, rows, NpgsqlDbType.TimestampTz, static row => row.Fix.DeviceTime);
        Add(command, rows, NpgsqlDbType.TimestampTz, static row => row.ReceivedTime);
        Add(command, rows, NpgsqlDbType.Bigint, static row => row.ReportId);
        Add(command, rows, NpgsqlDbType.Real, static row => row.Fix.AccuracyM);
        Add(command, rows, NpgsqlDbType.Real, static row => row.Fix.SpeedMps);
        Add(command, rows, NpgsqlDbType.Real, static row => row.Fix.CourseDeg);
        Add(command, rows, NpgsqlDbType.Real, static row => row.Fix.AltitudeM);
        Add(command, rows, NpgsqlDbType.Real, static row => row.Fix.Battery);
        Add(command, rows, NpgsqlDbType.Smallint, static row => (short)row.Source);
        Add(command, rows, NpgsqlDbType.Text, static row => row.EfectivoId);
        Add(command, rows, NpgsqlDbType.Double, static row => row.Fix.Point.Longitude);
        Add(command, rows, NpgsqlDbType.Double, static row => row.Fix.Point.Latitude);
    }

    private static void Add<T>(NpgsqlCommand command, RowRange rows, NpgsqlDbType type, Func<PositionReport, T> column)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column(rows[i]);
        }
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}

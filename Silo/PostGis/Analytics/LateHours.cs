using GrupoGad.Silo.PostGis.Journal;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>The hours that a count of coverage does not recount by itself. A writer of late reports notes their hours in the same transaction.</summary>
/// <remarks>
/// A count covers the hour of the count before it, the two hours before that one, and all later ones (<see cref="CoverageCount"/>). A report of the present or
/// the last hour is covered as long as the difference of clocks plus the time to the commit stay under an hour.
/// </remarks>
internal static class LateHours
{
    /// <summary>Hours before that of the count before, which each count counts again.</summary>
    public const int Recounted = 2;

    /// <summary>Notes the hours <c>$1</c> for both views.</summary>
    public const string Note = "INSERT INTO coverage_due (view_name, hour) SELECT * FROM unnest(ARRAY['coverage_by_cell_hour', 'coverage_by_jurisdiction']) AS views CROSS JOIN unnest($1) AS hours";

    public static DateTime HourOf(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerHour, DateTimeKind.Utc);

    /// <summary>The late hours of a batch, each once; usually empty.</summary>
    public static DateTime[] Of(RowRange rows, DateTime now)
    {
        var (before, first) = (HourOf(now).AddHours(1 - Recounted), HourOf(now).AddDays(-CoverageCount.Days).AddHours(-1));
        HashSet<DateTime>? late = null;
        for (var i = 0; i < rows.Count; i++)
        {
            // Skips hours before the counted range.
            if (rows[i].Fix.DeviceTime is var time && time < before && time >= first)
            {
                (late ??= []).Add(HourOf(time));
            }
        }
        return late is null ? [] : [.. late];
    }

    public static async Task Write(NpgsqlConnection connection, DateTime[] hours, CancellationToken cancellation)
    {
        if (hours.Length > 0)
        {
            await using var note = new NpgsqlCommand(Note, connection);
            note.Parameters.Add(new() { Value = hours, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
            await note.ExecuteNonQueryAsync(cancellation);
        }
    }
}

using System.Collections.Concurrent;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>The day partitions that this silo knows to exist, so that a flush asks for none but new ones.</summary>
internal sealed class PositionPartitions(NpgsqlDataSource source, TimeProvider clock)
{
    private readonly ConcurrentDictionary<DateOnly, bool> _known = new();

    /// <summary>Yesterday to the day after tomorrow: midnight must not find the writers waiting.</summary>
    public async Task EnsureAhead(CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        for (var day = -1; day <= 2; day++)
        {
            await Ensure(today.AddDays(day), cancellation);
        }
    }

    /// <summary>All days of the rows. In its own transactions: no lock is held while rows are copied.</summary>
    public async Task Ensure(RowRange rows, CancellationToken cancellation)
    {
        foreach (var day in Missing(rows))
        {
            await Ensure(day, cancellation);
        }
    }

    /// <summary>A partition was dropped, so all are looked up again.</summary>
    public void Forget() => _known.Clear();

    private IReadOnlyCollection<DateOnly> Missing(RowRange rows)
    {
        SortedSet<DateOnly>? missing = null;
        var before = default(DateOnly);
        for (var i = 0; i < rows.Count; i++)
        {
            var day = DateOnly.FromDateTime(rows[i].Fix.DeviceTime);
            if (day != before && !_known.ContainsKey(day))
            {
                (missing ??= []).Add(day);
            }
            before = day;
        }
        return missing ?? (IReadOnlyCollection<DateOnly>)[];
    }

    private async Task Ensure(DateOnly day, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("SELECT gad_ensure_position_partition($1)");
        command.Parameters.Add(new() { Value = day });
        await command.ExecuteNonQueryAsync(cancellation);
        _known[day] = true;
    }
}

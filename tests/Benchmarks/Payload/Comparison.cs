using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Payload;

/// <summary>Updates on the screen compared with accepted updates.</summary>
/// <param name="Shown">Accepted updates that the screen showed within 1 m and 1 s.</param>
/// <param name="Overtaken">Updates not shown because a newer one of the same efectivo was, by conflation.</param>
/// <param name="Missing">Updates not shown, without a newer one shown.</param>
/// <param name="Wrong">Rows that match no accepted update.</param>
public sealed record Comparison(IReadOnlyList<Update> Shown, int Overtaken, int Missing, int Wrong)
{
    private static readonly TimeSpan _waitMax = TimeSpan.FromSeconds(5);

    /// <summary>Waits a little for the last frames.</summary>
    public static async Task<Comparison> When(IReadOnlyCollection<Update> accepted, Viewer viewer)
    {
        var deadline = DateTime.UtcNow + _waitMax;
        while (true)
        {
            var comparison = Of(accepted, [.. viewer.Shown]);
            if (comparison.Missing == 0 || DateTime.UtcNow > deadline)
            {
                return comparison;
            }
            await Task.Delay(100);
        }
    }

    private static Comparison Of(IReadOnlyCollection<Update> accepted, IReadOnlyCollection<Update> rows)
    {
        var (rowsOf, acceptedOf) = (rows.ToLookup(row => row.Code), accepted.ToLookup(update => update.Code));
        var shown = accepted.Where(update => rowsOf[update.Code].Any(row => Same(row, update))).ToList();
        var hidden = accepted.Except(shown).ToList();
        var overtaken = hidden.Count(update => rowsOf[update.Code].Any(row => row.DeviceTime > update.DeviceTime));
        var wrong = rows.Count(row => acceptedOf.Contains(row.Code) && !acceptedOf[row.Code].Any(update => Same(row, update)) && !IsOlder(row, acceptedOf[row.Code]));
        return new Comparison(shown, overtaken, hidden.Count - overtaken, wrong);
    }

    /// <summary>True for a row from before the comparison: the efectivo entered another cell or was sent again.</summary>
    private static bool IsOlder(Update row, IEnumerable<Update> accepted) => accepted.All(update => row.DeviceTime < update.DeviceTime);

    private static bool Same(Update row, Update update) =>
        Sphere.DistanceM(row.Point, update.Point) <= 1 && (row.DeviceTime - update.DeviceTime).Duration() <= TimeSpan.FromSeconds(1);
}

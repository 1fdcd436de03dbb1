using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>Plays stored reports in the order of receipt, and returns the change that each makes to the live positions of an area. Pure.</summary>
/// <remarks>
/// The replay applies the rule of <see cref="ReportRules"/>. A kept report moves the live position when its device's clock is past that of the position known
/// so far. Refused reports are not stored. So the live position of an instant is, of all reports received by then, the newest by its device's clock.
/// </remarks>
/// <param name="before">The last report of each efectivo at the start; an efectivo that is missing had no position.</param>
public sealed class LiveReplay(GeoBounds bounds, IReadOnlyDictionary<string, PositionReport> before)
{
    private readonly Dictionary<string, Fix> _live = before.ToDictionary(pair => pair.Key, pair => pair.Value.Fix, StringComparer.Ordinal);

    /// <summary>True when the efectivo is in the area now.</summary>
    public bool IsInside(string efectivoId) => _live.TryGetValue(efectivoId, out var fix) && bounds.Contains(fix.Point);

    /// <summary>The change that the next report makes to the picture of the area; null: none. When the efectivo leaves, the fix lies outside.</summary>
    public (bool Left, Fix Fix)? Next(in PositionReport report)
    {
        var wasInside = false;
        if (_live.TryGetValue(report.EfectivoId, out var known))
        {
            if (report.Fix.DeviceTime <= known.DeviceTime)
            {
                return null;
            }
            wasInside = bounds.Contains(known.Point);
        }
        _live[report.EfectivoId] = report.Fix;
        var isInside = bounds.Contains(report.Fix.Point);
        return isInside || wasInside ? (!isInside, report.Fix) : null;
    }
}

using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>Applies stored reports to the live positions of an area, in the order in which they were received. Pure.</summary>
/// <remarks>
/// The rule that <see cref="ReportRules"/> applies to a report that is kept: it moves the live position when its device's clock is past that of the position
/// known so far. Refused reports are not stored; so the live position of an instant is, of all reports received by then, the one newest by its device's clock.
/// </remarks>
/// <param name="before">Positions at the start of all efectivos with reports; one that is missing was nowhere.</param>
public sealed class LiveReplay(GeoBounds bounds, IReadOnlyDictionary<string, PositionReport> before)
{
    private readonly Dictionary<string, Fix> _live = before.ToDictionary(pair => pair.Key, pair => pair.Value.Fix, StringComparer.Ordinal);

    /// <summary>Whether the efectivo is in the area now.</summary>
    public bool IsInside(string efectivoId) => _live.TryGetValue(efectivoId, out var fix) && bounds.Contains(fix.Point);

    /// <summary>Effect of the next report on the picture of the area; null: none. Leaving has no fix.</summary>
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

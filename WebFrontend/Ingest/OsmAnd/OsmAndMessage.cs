using GrupoGad.WebFrontend.Hosting;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>What one request of a tracker says.</summary>
/// <param name="Report">Null when it holds no position: only cells or Wi-Fi, or the receiver says it has no fix.</param>
/// <param name="Violation">Set when it cannot be read.</param>
public readonly record struct OsmAndMessage(Wire.PositionReport? Report, Violation? Violation)
{
    public static OsmAndMessage WithoutPosition => default;

    public static OsmAndMessage Unreadable(string field, string? value, string rule) => new(null, new Violation(field, value, rule));

    /// <summary>The code of the efectivo: the device's id in upper case, which is how a person types it on a phone.</summary>
    public static string CodeOf(string id) => id.Trim().ToUpperInvariant();
}

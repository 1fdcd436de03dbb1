using GrupoGad.WebFrontend.Hosting;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>The content of one request of a tracker.</summary>
public sealed class OsmAndMessage
{
    /// <summary>It holds no position: only cells or Wi-Fi, or the receiver says it has no fix.</summary>
    public static OsmAndMessage WithoutPosition { get; } = new();

    private OsmAndMessage()
    {
    }

    internal OsmAndMessage(IReadOnlyList<ReportFields> reports) =>
        (Reports, Sent) = ([.. reports.Select(report => report.Report)], [.. reports.Select(report => report.Sent)]);

    /// <summary>Empty: <see cref="WithoutPosition"/>, or it cannot be read.</summary>
    public IReadOnlyList<Wire.PositionReport> Reports { get; } = [];

    /// <summary>One for each report.</summary>
    public IReadOnlyList<AsSent> Sent { get; } = [];

    /// <summary>Set when the whole of it cannot be read.</summary>
    public Refusal? Refusal { get; private init; }

    public static OsmAndMessage Unreadable(Refusal refusal) => new() { Refusal = refusal };

    public static OsmAndMessage Unreadable(string field, string? value, string rule) => Unreadable(new Refusal(field, value, rule));

    /// <summary>The code of the efectivo: the device's id in upper case, which is how a person types it on a phone.</summary>
    public static string CodeOf(string id) => id.Trim().ToUpperInvariant();
}

using System.Globalization;

namespace GrupoGad.Efectivos;

/// <remarks>Refusals of its device's reports. Without them a device with a wrong clock would look like a silent one.</remarks>
public sealed partial class EfectivoGrain
{
    /// <summary>Null: the last report was kept.</summary>
    private DeviceRefusal? _deviceRefusal;

    public ValueTask NoteRefusal(DeviceRefusal refusal)
    {
        if (_stored.Value.Profile is null)
        {
            DeactivateOnIdle();
            return ValueTask.CompletedTask;
        }
        _deviceRefusal = DeviceRefusals.Again(_deviceRefusal, refusal, _with.Now);
        return ValueTask.CompletedTask;
    }

    private void NoteOutcome(in PositionReport report, ReportOutcome outcome)
    {
        if (outcome is ReportOutcome.Accepted or ReportOutcome.AcceptedAsHistory or ReportOutcome.Duplicate)
        {
            _deviceRefusal = null;
        }
        else if (outcome != ReportOutcome.UnknownEfectivo)
        {
            _deviceRefusal = DeviceRefusals.Again(_deviceRefusal, DeviceRefusals.Of(report.Fix, outcome), _with.Now);
        }
    }
}

/// <summary>How refusals of one device add up. Pure.</summary>
internal static class DeviceRefusals
{
    public static DeviceRefusal Again(DeviceRefusal? before, DeviceRefusal refusal, DateTime now) =>
        refusal with { Since = before?.Since ?? now, LastAt = now, Count = (before?.Count ?? 0) + 1 };

    public static DeviceRefusal Of(in Fix fix, ReportOutcome outcome) => new()
    {
        Outcome = outcome,
        Value = outcome switch
        {
            ReportOutcome.InFuture or ReportOutcome.Stale => fix.DeviceTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ReportOutcome.Inaccurate => string.Create(CultureInfo.InvariantCulture, $"{fix.AccuracyM}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{fix.Point.Latitude},{fix.Point.Longitude}"),
        },
    };
}

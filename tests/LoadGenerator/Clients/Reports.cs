using Google.Protobuf.WellKnownTypes;
using GrupoGad.LoadGenerator.Traces;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>Makes wire reports. They leave out the efectivo, because the session names it.</summary>
public static class Reports
{
    public static PositionReport Of(TraceFix fix, DateTime deviceTime)
    {
        var report = new PositionReport
        {
            Latitude = fix.Latitude,
            Longitude = fix.Longitude,
            DeviceTime = Timestamp.FromDateTime(deviceTime),
        };
        if (fix.SpeedMps is { } speed)
        {
            report.SpeedMps = speed;
        }
        if (fix.CourseDeg is { } course)
        {
            report.CourseDeg = course;
        }
        if (fix.AccuracyM is { } accuracy)
        {
            report.AccuracyM = accuracy;
        }
        return report;
    }
}

using System.Globalization;
using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.History.Export;

/// <summary>RFC 4180 with a header. Nothing in it needs quotes: a code, times and numbers. Unknown is empty.</summary>
internal sealed class CsvTrack : ITrackFormat
{
    private const string Header = "efectivoId,deviceTime,latitude,longitude,accuracyM,speedMps,courseDeg,altitudeM,battery";

    private string _efectivoId = "";

    public string ContentType => "text/csv; charset=utf-8; header=present";

    public string Extension => "csv";

    public void Begin(TextWriter file, string efectivoId)
    {
        _efectivoId = efectivoId;
        file.Write(Header + "\r\n");
    }

    public void Write(TextWriter file, in Fix fix, bool afterSilence) => file.Write(string.Create(CultureInfo.InvariantCulture,
        $"{_efectivoId},{TrackTexts.Time(fix.DeviceTime)},{fix.Point.Latitude},{fix.Point.Longitude},{fix.AccuracyM},{fix.SpeedMps},{fix.CourseDeg},{fix.AltitudeM},{fix.Battery}\r\n"));

    public void End(TextWriter file)
    {
    }
}

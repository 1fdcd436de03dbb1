using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.History.Export;

/// <summary>GPX 1.1: one track, a new segment after a silence. Values without a GPX element (speed, course, accuracy, battery) are our extension.</summary>
internal sealed class GpxTrack : ITrackFormat
{
    private const string Namespace = "urn:grupo-gad:gpx:1";

    private bool _isOpen;

    public string ContentType => "application/gpx+xml; charset=utf-8";

    public string Extension => "gpx";

    // A code has no character that XML would take for its own.
    public void Begin(TextWriter file, string efectivoId) => file.Write($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <gpx version="1.1" creator="GRUPO_GAD" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gad="{Namespace}">
        <trk><name>{efectivoId}</name>

        """);

    public void Write(TextWriter file, in Fix fix, bool afterSilence)
    {
        if (afterSilence && _isOpen)
        {
            file.Write("</trkseg>\n");
            _isOpen = false;
        }
        if (!_isOpen)
        {
            file.Write("<trkseg>\n");
            _isOpen = true;
        }
        file.Write($"<trkpt lat=\"{TrackTexts.Degrees(fix.Point.Latitude)}\" lon=\"{TrackTexts.Degrees(fix.Point.Longitude)}\">");
        if (fix.AltitudeM is { } altitude)
        {
            file.Write($"<ele>{TrackTexts.Number(altitude)}</ele>");
        }
        file.Write($"<time>{TrackTexts.Time(fix.DeviceTime)}</time>");
        Extensions(file, fix);
        file.Write("</trkpt>\n");
    }

    public void End(TextWriter file) => file.Write((_isOpen ? "</trkseg>\n" : "") + "</trk>\n</gpx>\n");

    private static void Extensions(TextWriter file, in Fix fix)
    {
        if (fix is { SpeedMps: null, CourseDeg: null, AccuracyM: null, Battery: null })
        {
            return;
        }
        file.Write("<extensions>");
        Known(file, "speedMps", fix.SpeedMps);
        Known(file, "courseDeg", fix.CourseDeg);
        Known(file, "accuracyM", fix.AccuracyM);
        Known(file, "battery", fix.Battery);
        file.Write("</extensions>");
    }

    private static void Known(TextWriter file, string name, float? value)
    {
        if (value is { } known)
        {
            file.Write($"<gad:{name}>{TrackTexts.Number(known)}</gad:{name}>");
        }
    }
}

using System.Globalization;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.History.Export;

/// <summary>RFC 7946: a Point for each fix, so that each carries its time and what else is known of it.</summary>
internal sealed class GeoJsonTrack : ITrackFormat
{
    private string _efectivoId = "";
    private bool _isFirst = true;

    public string ContentType => GeoJson.ContentType;

    public string Extension => "geojson";

    public void Begin(TextWriter file, string efectivoId)
    {
        _efectivoId = efectivoId;
        file.Write("{\"type\":\"FeatureCollection\",\"features\":[");
    }

    public void Write(TextWriter file, in Fix fix, bool afterSilence)
    {
        file.Write(_isFirst ? "\n" : ",\n");
        _isFirst = false;
        file.Write("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
        file.Write($"{TrackTexts.Degrees(fix.Point.Longitude)},{TrackTexts.Degrees(fix.Point.Latitude)}");
        file.Write($"]}},\"properties\":{{\"efectivoId\":\"{_efectivoId}\",\"time\":\"{TrackTexts.Time(fix.DeviceTime)}\"");
        file.Write($",\"afterSilence\":{(afterSilence ? "true" : "false")},\"accuracyM\":{Number(fix.AccuracyM)},\"speedMps\":{Number(fix.SpeedMps)}");
        file.Write($",\"courseDeg\":{Number(fix.CourseDeg)},\"altitudeM\":{Number(fix.AltitudeM)},\"battery\":{Number(fix.Battery)}}}}}");
    }

    public void End(TextWriter file) => file.Write("\n]}\n");

    private static string Number(float? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "null";
}

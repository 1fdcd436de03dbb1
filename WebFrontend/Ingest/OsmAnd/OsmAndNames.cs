namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>The fields of a report as this protocol names them.</summary>
internal static class OsmAndNames
{
    public static string Of(string field) => field switch
    {
        "efectivo_id" => "id",
        "latitude" => "lat",
        "longitude" => "lon",
        "latitude,longitude" => "lat,lon",
        "device_time" => "timestamp",
        "accuracy_m" => "accuracy",
        "speed_mps" => "speed",
        "course_deg" => "bearing",
        "altitude_m" => "altitude",
        "battery" => "batt",
        _ => field,
    };
}

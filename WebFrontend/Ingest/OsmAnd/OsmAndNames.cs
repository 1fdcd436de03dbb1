namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>The fields of a report as this protocol names them, in its two spellings.</summary>
internal static class OsmAndNames
{
    public static string Of(string field, bool isJson) => field switch
    {
        "efectivo_id" => isJson ? "device_id" : "id",
        "latitude" => isJson ? field : "lat",
        "longitude" => isJson ? field : "lon",
        "latitude,longitude" => isJson ? field : "lat,lon",
        "device_time" => "timestamp",
        "accuracy_m" => "accuracy",
        "speed_mps" => "speed",
        "course_deg" => isJson ? "heading" : "bearing",
        "altitude_m" => "altitude",
        "battery" => isJson ? "level" : "batt",
        _ => field,
    };
}

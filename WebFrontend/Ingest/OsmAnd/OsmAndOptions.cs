namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>Options of the endpoint for phones with a tracker app. Section <c>Gad:Osmand</c>.</summary>
public sealed class OsmAndOptions
{
    public const string Section = "Gad:Osmand";

    /// <summary>
    /// Secret that a device sends as the last part of the path (<c>/osmand/KEY</c>) or as <c>key=</c>: these apps know no tokens.
    /// Without it the endpoint is closed outside Development.
    /// </summary>
    public string? Key { get; set; }
}

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

public static class OsmAndEndpoints
{
    public static readonly PathString Path = "/osmand";
}

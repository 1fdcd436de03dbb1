namespace GrupoGad.Efectivos;

/// <summary>The endpoint through which a report came in. Stored with the position: append only.</summary>
public enum ReportSource
{
    WebSocket = 1,
    Rest = 2,
    Grpc = 3,
    OsmAnd = 4,
}

namespace GrupoGad.Silo.PostGis.Journal;

internal sealed partial class PositionWriter
{
    [LoggerMessage(2010, LogLevel.Error, "PostGIS refuses a position that the judgement let through ({SqlState}: {Reason}); its caller was told, the others are stored")]
    private partial void LogRefused(string sqlState, string reason);

    [LoggerMessage(2011, LogLevel.Warning, "A day partition was dropped while positions of its day still arrive; it is made anew")]
    private partial void LogPartitionGone();
}

namespace GrupoGad.Silo.PostGis;

public sealed partial class Migrator
{
    [LoggerMessage(2000, LogLevel.Information, "Schema is up to date; {Count} migrations applied now")]
    private partial void LogMigrated(int count);

    [LoggerMessage(2001, LogLevel.Warning, "PostGIS does not answer yet ({Reason}); next try in {PauseS:F1} s")]
    private partial void LogWaiting(string reason, double pauseS);

    [LoggerMessage(2002, LogLevel.Critical, "PostGIS did not answer within {WithinS} s: is it running, and is ConnectionStrings:PostGis right?")]
    private partial void LogUnreachable(Exception exception, double withinS);

    [LoggerMessage(2003, LogLevel.Critical, "Migration {Script} failed and was rolled back")]
    private partial void LogFailed(Exception exception, string script);
}

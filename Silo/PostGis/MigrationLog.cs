using System.Globalization;
using DbUp.Engine.Output;

namespace GrupoGad.Silo.PostGis;

/// <summary>Writes the migration library's messages to the log. Its details go to Debug, because this product logs itself what was done.</summary>
internal sealed partial class MigrationLog(ILogger logger) : IUpgradeLog
{
    public void LogTrace(string format, params object[] args) => Chatter(Text(format, args));

    public void LogDebug(string format, params object[] args) => Chatter(Text(format, args));

    public void LogInformation(string format, params object[] args) => Chatter(Text(format, args));

    public void LogWarning(string format, params object[] args) => Trouble(Text(format, args));

    public void LogError(string format, params object[] args) => Trouble(Text(format, args));

    public void LogError(Exception ex, string format, params object[] args) => Trouble(Text(format, args));

    private static string Text(string format, object[] args) => args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);

    [LoggerMessage(2004, LogLevel.Debug, "Migrations: {Text}")]
    private partial void Chatter(string text);

    [LoggerMessage(2005, LogLevel.Warning, "Migrations: {Text}")]
    private partial void Trouble(string text);
}

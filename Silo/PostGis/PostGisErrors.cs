using System.Net.Sockets;
using Npgsql;

namespace GrupoGad.Silo.PostGis;

/// <summary>Classifies exceptions of the driver.</summary>
internal static class PostGisErrors
{
    /// <summary>The server refuses the values of some row, and will refuse them again: class 22 (data) or 23 (constraint), but for uniqueness.</summary>
    public static bool IsRowFault(Exception exception) => exception is PostgresException { SqlState: ['2', '2' or '3', ..] state }
        && state != PostgresErrorCodes.UniqueViolation;

    /// <summary>No partition takes the row, because a partition that this process remembers was dropped.</summary>
    public static bool IsMissingPartition(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null or "" };

    /// <summary>True for exceptions of the driver or the network, which must not leave a port.</summary>
    public static bool IsDriver(Exception exception) =>
        exception is NpgsqlException or SocketException or IOException or TimeoutException || IsOutOfStep(exception)
        || exception.InnerException is { } inner && IsDriver(inner);

    /// <summary>
    /// A statement that the driver prepared on its own and that failed then has no columns the next time (npgsql issue 6391; seen once here, after a
    /// refused text). The driver throws a bare exception and gives the connection up: the same call on another one is right.
    /// </summary>
    private static bool IsOutOfStep(Exception exception) => exception.GetType() == typeof(Exception) && exception.Source == "Npgsql";

    /// <summary>The caller's own exception, without the driver's text.</summary>
    public static GadUnavailableException Unavailable() => new("postgis");
}

using System.Net.Sockets;
using Npgsql;

namespace GrupoGad.Silo.PostGis;

/// <summary>What an exception from the driver means for us.</summary>
internal static class PostGisErrors
{
    /// <summary>The server refuses the values of some row, and will refuse them again: class 22 (data) or 23 (constraint), but for uniqueness.</summary>
    public static bool IsRowFault(Exception exception) => exception is PostgresException { SqlState: ['2', '2' or '3', ..] state }
        && state != PostgresErrorCodes.UniqueViolation;

    /// <summary>No partition takes the row: somebody dropped one that we remember.</summary>
    public static bool IsMissingPartition(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null or "" };

    /// <summary>Anything the driver or the network throws: none of these leave a port.</summary>
    public static bool IsDriver(Exception exception) =>
        exception is NpgsqlException or SocketException or IOException or TimeoutException
        || exception.InnerException is { } inner && IsDriver(inner);

    /// <summary>The caller's own exception, without the driver's text.</summary>
    public static GadUnavailableException Unavailable() => new("postgis");
}

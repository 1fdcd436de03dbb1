using GrupoGad.Commands;
using GrupoGad.Geo;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>The columns of a stored command, of a table that the query calls <c>command</c>.</summary>
internal static class CommandColumns
{
    public const string Names =
        "command.command_id, command.issuer, command.class, command.kind, command.text, command.operation_id, command.assignment_id, command.attachment, "
        + "command.issued_at, command.answer_by, command.deadline, ST_Y(command.point::geometry), ST_X(command.point::geometry), ST_AsBinary(command.area, 'NDR'), "
        + "command.closed_how, command.closed_at, command.closed_by, command.close_reason";

    public const int Count = 18;

    public static CommandOffer Offer(NpgsqlDataReader reader) => new()
    {
        CommandId = reader.GetString(0),
        Issuer = reader.GetString(1),
        Class = (CommandClass)reader.GetInt16(2),
        Kind = (CommandKind)reader.GetInt16(3),
        Text = reader.GetString(4),
        OperationId = reader.GetString(5),
        AssignmentId = reader.GetString(6),
        Attachment = reader.GetString(7),
        IssuedAt = reader.GetDateTime(8),
        AnswerBy = reader.GetDateTime(9),
        Deadline = reader.GetDateTime(10),
        Point = Point(reader, 11),
        Area = reader.IsDBNull(13) ? [] : RingBytes.Read(reader.GetFieldValue<byte[]>(13)),
    };

    public static CommandClosing? Closing(NpgsqlDataReader reader) => reader.IsDBNull(14)
        ? null
        : new CommandClosing((ClosedHow)reader.GetInt16(14), reader.GetDateTime(15), reader.GetString(16), reader.GetString(17));

    public static GeoPoint? Point(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new GeoPoint(reader.GetDouble(column), reader.GetDouble(column + 1));
}

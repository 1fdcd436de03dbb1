using GrupoGad.Commands;
using GrupoGad.Geo;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>Rows turned into the columns of a statement.</summary>
internal sealed class Columns
{
    private readonly List<NpgsqlParameter> _parameters = [];

    public Columns Add<T>(IReadOnlyCollection<T> values, NpgsqlDbType type)
    {
        _parameters.Add(new NpgsqlParameter { Value = values as T[] ?? [.. values], NpgsqlDbType = NpgsqlDbType.Array | type });
        return this;
    }

    public Columns Text(IEnumerable<string> values) => Add(values.ToArray(), NpgsqlDbType.Text);

    public Columns Small(IEnumerable<short> values) => Add(values.ToArray(), NpgsqlDbType.Smallint);

    public Columns Time(IEnumerable<DateTime> values) => Add(values.ToArray(), NpgsqlDbType.TimestampTz);

    /// <summary>Two columns: latitude, longitude.</summary>
    public Columns Point(IReadOnlyCollection<GeoPoint?> values) =>
        Add(values.Select(point => point?.Latitude).ToArray(), NpgsqlDbType.Double).Add(values.Select(point => point?.Longitude).ToArray(), NpgsqlDbType.Double);

    public NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        _parameters.ForEach(parameter => command.Parameters.Add(parameter));
        return command;
    }

    public static NpgsqlBatchCommand Issues(IReadOnlyCollection<IssuedCommand> issued) => new Columns()
        .Text(issued.Select(wish => wish.Offer.CommandId)).Text(issued.Select(wish => wish.Offer.Issuer))
        .Small(issued.Select(wish => (short)wish.Offer.Class)).Small(issued.Select(wish => (short)wish.Offer.Kind))
        .Text(issued.Select(wish => wish.Offer.Text)).Text(issued.Select(wish => wish.Offer.OperationId))
        .Text(issued.Select(wish => wish.Offer.AssignmentId)).Text(issued.Select(wish => wish.Offer.Attachment)).Text(issued.Select(wish => wish.Digest))
        .Time(issued.Select(wish => wish.Offer.IssuedAt)).Time(issued.Select(wish => wish.Offer.AnswerBy)).Time(issued.Select(wish => wish.Offer.Deadline))
        .Point([.. issued.Select(wish => wish.Offer.Point)])
        .Add(issued.Select(wish => RingBytes.Of(wish.Offer.Area)).ToArray(), NpgsqlDbType.Bytea)
        .Point([.. issued.Select(wish => wish.IssuedFrom)])
        .Text(issued.Select(wish => RecipientJson.Text(wish.Asked))).Text(issued.Select(wish => RecipientJson.Text(wish.Unknown)))
        .Text(issued.SelectMany(wish => wish.Recipients.Select(_ => wish.Offer.CommandId))).Text(issued.SelectMany(wish => wish.Recipients))
        .Command(LedgerSql.Issue);

    public static NpgsqlBatchCommand Steps(IReadOnlyList<(string CommandId, LadderRow Row)> steps) => new Columns()
        .Text(steps.Select(step => step.CommandId)).Text(steps.Select(step => step.Row.EfectivoId)).Small(steps.Select(step => (short)step.Row.Step))
        .Time(steps.Select(step => step.Row.At)).Time(steps.Select(step => step.Row.RecordedAt))
        .Text(steps.Select(step => step.Row.Actor)).Text(steps.Select(step => step.Row.Reason ?? ""))
        .Point([.. steps.Select(step => step.Row.Position)])
        .Add(steps.Select(step => step.Row.Settles).ToArray(), NpgsqlDbType.Boolean).Add(steps.Select(step => step.Row.Sends).ToArray(), NpgsqlDbType.Integer)
        .Add(steps.Select(step => step.Row.SaidAt).ToArray(), NpgsqlDbType.TimestampTz)
        .Command(LedgerSql.Step);

    public static NpgsqlBatchCommand Added(IReadOnlyList<(string CommandId, AddedRecipient Row)> added) => new Columns()
        .Text(added.Select(entry => entry.CommandId)).Text(added.Select(entry => entry.Row.EfectivoId))
        .Text(added.Select(entry => entry.Row.EscalatedFor)).Time(added.Select(entry => entry.Row.At))
        .Command(LedgerSql.Add);

    public static NpgsqlBatchCommand Closings(IReadOnlyList<(string CommandId, CommandClosing Row)> closings) => new Columns()
        .Text(closings.Select(entry => entry.CommandId)).Small(closings.Select(entry => (short)entry.Row.How)).Time(closings.Select(entry => entry.Row.At))
        .Text(closings.Select(entry => entry.Row.Actor)).Text(closings.Select(entry => entry.Row.Reason))
        .Command(LedgerSql.Close);

    public static NpgsqlBatchCommand Known(IReadOnlyList<(string CommandId, LadderRow Row)> steps) => new Columns()
        .Text(steps.Select(step => step.CommandId)).Text(steps.Select(step => step.Row.EfectivoId)).Small(steps.Select(step => (short)step.Row.Step))
        .Command(LedgerSql.Known);
}

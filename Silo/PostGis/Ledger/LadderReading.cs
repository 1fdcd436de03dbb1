using GrupoGad.Commands;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>One row of a page of ladders: the delivery, and one of its steps or none.</summary>
internal sealed record LadderReading(string EfectivoId, LadderStep Step, string EscalatedFor, int Sends, DateTime AddedAt, LadderEntry? Entry)
{
    public static LadderReading Of(NpgsqlDataReader reader) => new(
        reader.GetString(0), (LadderStep)reader.GetInt16(1), reader.GetString(2), reader.GetInt32(3), reader.GetDateTime(4),
        reader.IsDBNull(5)
            ? null
            : new LadderEntry
            {
                Step = (LadderStep)reader.GetInt16(5), At = reader.GetDateTime(6), RecordedAt = reader.GetDateTime(7),
                Reason = reader.GetString(8), Actor = reader.GetString(9), Position = CommandColumns.Point(reader, 10),
                SaidAt = reader.IsDBNull(12) ? null : reader.GetDateTime(12),
            });

    public static Ladder Ladder(IReadOnlyList<LadderReading> rows, string issuer) => new()
    {
        EfectivoId = rows[0].EfectivoId, Step = rows[0].Step, EscalatedFor = rows[0].EscalatedFor, Sends = rows[0].Sends,
        Steps =
        [
            new LadderEntry
            {
                Step = LadderStep.Issued, At = rows[0].AddedAt, RecordedAt = rows[0].AddedAt, Reason = "",
                Actor = rows[0].EscalatedFor.Length == 0 ? issuer : "system",
            },
            .. rows.Where(row => row.Entry is not null).Select(row => row.Entry!.Value),
        ],
    };
}

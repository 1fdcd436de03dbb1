using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.Silo.PostGis.GrainStorage;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>The columns of stored fences and of their events.</summary>
internal static class FenceColumns
{
    /// <summary>Columns of a fence, in a table that the query calls <c>stored</c>.</summary>
    public const string Fence = "stored.id, convert_to(stored.plan::text, 'UTF8'), stored.active, stored.version, stored.revision, stored.changed_at, stored.changed_by";

    /// <summary>Columns of an event, in a table that the query calls <c>event</c>.</summary>
    public const string Event =
        "event.number, event.at, event.known_at, event.stay_ms, event.speed_mps, event.inside, event.kind, event.cause, event.late, event.fence_id, "
        + "event.efectivo_id, event.operation_id, event.fence_name, ST_Y(event.position::geometry), ST_X(event.position::geometry)";

    public static StoredFence ReadFence(NpgsqlDataReader reader, int first = 0) => new()
    {
        FenceId = reader.GetString(first),
        Plan = StateJson.Deserialize<FencePlan>(reader.GetFieldValue<byte[]>(first + 1)),
        Active = reader.GetBoolean(first + 2),
        Version = reader.GetInt64(first + 3),
        Revision = reader.GetInt64(first + 4),
        ChangedAt = reader.GetDateTime(first + 5),
        ChangedBy = reader.GetString(first + 6),
    };

    /// <summary>Reads a visit from the columns <c>since</c> and <c>flags</c>.</summary>
    public static StoredVisit ReadVisit(NpgsqlDataReader reader, int first = 1) => new(reader.GetDateTime(first), (FenceMarks)reader.GetInt16(first + 1));

    public static FenceEvent ReadEvent(NpgsqlDataReader reader) => new()
    {
        Number = reader.GetInt64(0),
        At = reader.GetDateTime(1),
        KnownAt = reader.GetDateTime(2),
        Stay = reader.IsDBNull(3) ? null : TimeSpan.FromMilliseconds(reader.GetInt64(3)),
        SpeedMps = reader.IsDBNull(4) ? null : reader.GetDouble(4),
        Inside = reader.IsDBNull(5) ? null : reader.GetInt32(5),
        Kind = (FenceEventKind)reader.GetInt16(6),
        Cause = (FenceCause)reader.GetInt16(7),
        Late = reader.GetBoolean(8),
        FenceId = reader.GetString(9),
        EfectivoId = reader.GetString(10),
        OperationId = reader.GetString(11),
        FenceName = reader.GetString(12),
        Point = reader.IsDBNull(13) ? null : new GeoPoint(reader.GetDouble(13), reader.GetDouble(14)),
    };
}

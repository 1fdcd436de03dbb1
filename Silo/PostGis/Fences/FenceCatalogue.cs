using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Sql;

namespace GrupoGad.Silo.PostGis.Fences;

/// <inheritdoc cref="IFenceCatalogue"/>
internal sealed class FenceCatalogue(FenceReads reads, FenceNotices notices) : IFenceCatalogue
{
    private const string Changed = $"""
        (SELECT id, revision, true, {FenceColumns.Fence} FROM fences stored WHERE revision > $1 ORDER BY revision LIMIT $2)
        UNION ALL (SELECT id, revision, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM fence_removals WHERE revision > $1 ORDER BY revision LIMIT $2)
        ORDER BY 2 LIMIT $2
        """;

    private static readonly string _page = $"""
        SELECT {FenceColumns.Fence} FROM fences stored
        WHERE id > $1 AND ($2 = '%%' OR id ILIKE $2 OR name ILIKE $2) AND ($3 = 0 OR (owner_kind = $3 AND $4 IN ('', owner_id)))
            AND (NOT $5 OR {BoxSql.Meets("cover", 6)})
        ORDER BY id LIMIT $10
        """;

    public async ValueTask<long> Revision(CancellationToken cancellation) =>
        (await reads.Ask("SELECT value FROM fence_revision", reader => reader.GetInt64(0), cancellation))[0];

    public ValueTask<ImmutableArray<FenceChange>> Changes(long after, int limit, CancellationToken cancellation) =>
        reads.Ask(Changed, reader => new FenceChange(reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2) ? FenceColumns.ReadFence(reader, 3) : null),
            cancellation, after, limit);

    public ValueTask Wait(CancellationToken cancellation) => notices.Wait(cancellation);

    public ValueTask<ImmutableArray<StoredFence>> Find(FenceQuery query, CancellationToken cancellation) =>
        reads.Ask(_page, reader => FenceColumns.ReadFence(reader), cancellation,
            [query.After, TextPattern.Containing(query.Text), (int)(query.Owner?.Kind ?? 0), query.Owner?.Code ?? "", query.Bounds is not null,
            .. BoxSql.Of(query.Bounds ?? default), query.Limit]);

    public ValueTask<ImmutableArray<string>> Of(FenceOwner owner, CancellationToken cancellation) =>
        reads.Ask("SELECT id FROM fences WHERE owner_kind = $1 AND owner_id = $2 AND owner_kind <> 1 ORDER BY id", reader => reader.GetString(0), cancellation, (int)owner.Kind, owner.Code);
}

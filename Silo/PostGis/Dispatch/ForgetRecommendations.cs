using GrupoGad.Silo.PostGis.Retention;
using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Dispatch;

/// <summary>Deletes old recommendations and joint plans that were not followed, and those that were, once their operations are deleted.</summary>
/// <remarks>Rows that name a held operation or efectivo (<c>retention_holds</c>) stay. Deletes a day at a time,
/// each in its own transaction; the next window continues where this one was stopped.</remarks>
internal sealed class ForgetRecommendations(IOptions<RecommendationOptions> options, RetentionInstruments instruments, TimeProvider clock) : IUpkeepTask
{
    private const string Days = "SELECT DISTINCT date_trunc('day', at, 'UTC') FROM recommendations WHERE at < $1 ORDER BY 1";

    // Links go once the document of the operation is gone, like its other rows.
    private const string Links = "DELETE FROM assignment_recommendations link WHERE at < $1 AND NOT EXISTS (SELECT FROM operations WHERE id = link.operation_id)";

    // Tests the names in the document, not the column, because a joint plan is for many operations.
    private const string Day = $"""
        DELETE FROM recommendations old WHERE at >= $1 AND at < least($1 + interval '1 day', $2)
            AND NOT EXISTS (SELECT FROM assignment_recommendations WHERE recommendation_id = old.id)
            AND {RetentionSql.NamesNothingHeld}
        """;

    public string Name => "recommendations";

    public TimeSpan? Every => null;

    public async Task<string> Run(LeaderSession session, CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeptDays);
        await session.Run(Links, cancellation, before);
        var gone = 0;
        foreach (var day in await session.Rows(Days, reader => reader.GetDateTime(0), cancellation, before))
        {
            gone += await session.Run(Day, cancellation, day, before);
        }
        instruments.Deleted("recommendations", gone);
        return $"{gone} forgotten";
    }
}

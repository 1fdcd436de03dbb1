using GrupoGad.Silo.PostGis.Retention;
using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Dispatch;

/// <summary>Takes out recommendations and joint plans that nobody followed, when they are old; and those that were, when their operations are no more.</summary>
/// <remarks>What is held (<c>retention_holds</c>: an operation or anybody whom it names) stays. A day at a time, each in a transaction of its own: what the window's end stops goes on in the next.</remarks>
internal sealed class ForgetRecommendations(IOptions<RecommendationOptions> options, RetentionInstruments instruments, TimeProvider clock) : IUpkeepTask
{
    private const string Days = "SELECT DISTINCT date_trunc('day', at, 'UTC') FROM recommendations WHERE at < $1 ORDER BY 1";

    // As the operation's own rows go with its document.
    private const string Links = "DELETE FROM assignment_recommendations link WHERE at < $1 AND NOT EXISTS (SELECT FROM operations WHERE id = link.operation_id)";

    // What it names, not its column: a joint plan is of many operations.
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

using System.Collections.Immutable;
using GrupoGad.Duty;
using GrupoGad.Silo.PostGis.ReadModels;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Duty;

/// <inheritdoc cref="IDutyRoster"/>
/// <remarks>One question for all; the rule that judges what it finds is the domain's.</remarks>
internal sealed class DutyRoster(PostGisSources sources, PostGisGuard guard, IOptions<DutyOptions> options) : IDutyRoster
{
    // What began before $2 has no say any more. Shifts by their key, leaves by their exclusion index.
    private const string Near = """
        SELECT who.id, found.kind, found.start, found.until FROM unnest($1::text[]) AS who (id) CROSS JOIN LATERAL (
            SELECT 1 AS kind, starts AS start, upper(during) AS until FROM duty_shifts WHERE efectivo_id = who.id AND starts >= $2 AND starts < $3
            UNION ALL
            SELECT 2, lower(during), upper(during) FROM duty_leaves WHERE efectivo_id = who.id AND during && tstzrange($2, $3)
            UNION ALL
            SELECT 0, NULL, NULL WHERE EXISTS (SELECT FROM duty_shifts WHERE efectivo_id = who.id)) AS found
        ORDER BY who.id, found.start
        """;

    public async ValueTask<ImmutableDictionary<string, DutyStanding>> At(DateTime instant, IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        await guard.Run(token => Ask(instant, efectivos, token), cancellation);

    private async Task<ImmutableDictionary<string, DutyStanding>> Ask(DateTime instant, IReadOnlyCollection<string> efectivos, CancellationToken cancellation)
    {
        var minRest = options.Value.MinRest;
        await using var command = sources.Read.CreateCommand(Near);
        command.Parameters.Add(new() { Value = efectivos.Distinct().ToArray() });
        command.Parameters.Add(new() { Value = instant - StandingRules.Back(minRest) });
        command.Parameters.Add(new() { Value = instant + StandingRules.Ahead });
        var found = new Dictionary<string, NearDuty>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var id = reader.GetString(0);
            if (!found.TryGetValue(id, out var near))
            {
                found.Add(id, near = new NearDuty());
            }
            switch (reader.GetInt32(1))
            {
                case 0: near.HasShifts = true; break;
                case 1: near.Shifts.Add(new(reader.GetDateTime(2), reader.GetDateTime(3))); break;
                default: near.Leaves.Add(new(reader.GetDateTime(2), reader.GetDateTime(3))); break;
            }
        }
        return found.ToImmutableDictionary(
            entry => entry.Key, entry => StandingRules.At(instant, entry.Value.Shifts, entry.Value.Leaves, entry.Value.HasShifts, minRest), StringComparer.Ordinal);
    }

    private sealed class NearDuty
    {
        public List<DutySpan> Shifts { get; } = [];

        public List<DutySpan> Leaves { get; } = [];

        public bool HasShifts { get; set; }
    }
}

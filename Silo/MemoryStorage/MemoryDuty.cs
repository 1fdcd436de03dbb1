using System.Collections.Immutable;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Shifts and leaves among the states in memory: who may be sent, and who is on shift.</summary>
internal sealed class MemoryDuty(MemoryStates states, IOptions<DutyOptions> options) : IDutyRoster, IDutyDirectory, IDutyRecord
{
    public ValueTask<ImmutableDictionary<string, DutyStanding>> At(DateTime instant, IReadOnlyCollection<string> efectivos, CancellationToken cancellation)
    {
        var wanted = efectivos.ToHashSet(StringComparer.Ordinal);
        return new(states.All<DutyState>().Where(entry => wanted.Contains(entry.Key)).ToImmutableDictionary(entry => entry.Key, entry => StandingRules.At(
            instant, [.. entry.State.Shifts.Select(shift => new DutySpan(shift.Start, shift.End)).Where(shift => shift.Start < instant + StandingRules.Ahead)],
            [.. entry.State.Leaves.Select(leave => new DutySpan(leave.Start, leave.End))], entry.State.HasShifts, options.Value.MinRest), StringComparer.Ordinal));
    }

    public ValueTask<DutyPicture> At(DutyQuery query, CancellationToken cancellation)
    {
        var duties = states.All<DutyState>().ToDictionary(entry => entry.Key, entry => entry.State, StringComparer.Ordinal);
        var all = states.All<EfectivoState>().Where(entry => entry.State.Profile is not null)
            .Select(entry => Place(entry.Key, entry.State, duties.GetValueOrDefault(entry.Key), query.At)).ToArray();
        var units = all.GroupBy(place => place.Unit, StringComparer.Ordinal).OrderBy(unit => unit.Key, StringComparer.Ordinal).Select(unit => new UnitDuty(
            unit.Key, unit.Count(), unit.Count(place => place.Until is not null), unit.Count(place => place.IsAway),
            unit.Count(place => place is { Until: not null, Availability: Availability.Available }), unit.Count(place => place is { Until: not null, Availability: Availability.OnTask })));
        var people = all.Where(place => place.Until is not null && (query.Unit is null || place.Unit == query.Unit) && string.CompareOrdinal(place.Id, query.After) > 0)
            .OrderBy(place => place.Id, StringComparer.Ordinal).Take(query.Limit + 1).Select(place => new PersonOnDuty(place.Id, place.Name, place.Unit, place.Availability, place.Until!.Value)).ToArray();
        return new(new DutyPicture
        {
            Units = [.. units],
            People = [.. people.Take(query.Limit)],
            Next = query.Limit > 0 && people.Length > query.Limit ? people[query.Limit - 1].EfectivoId : "",
        });
    }

    public ValueTask<DutyChangesPage> Changes(DutyChangesQuery query, CancellationToken cancellation)
    {
        var found = states.DutyEntries()
            .Where(pair => (query.EfectivoId.Length == 0 || pair.EfectivoId == query.EfectivoId) && (query.Actor.Length == 0 || pair.Entry.Actor == query.Actor)
                && (query.From is null || pair.Entry.At >= query.From) && (query.To is null || pair.Entry.At < query.To))
            .Select(pair => new DutyChange
            {
                EfectivoId = pair.EfectivoId, Sequence = pair.Entry.Sequence, At = pair.Entry.At, Actor = pair.Entry.Actor, What = pair.Entry.What,
                Reason = pair.Entry.Reason, LeaveId = pair.Entry.LeaveId, Start = pair.Entry.Start, End = pair.Entry.End,
            })
            .Where(change => query.Before is not { } mark || Compare(change.Mark, mark) < 0)
            .OrderDescending(Comparer<DutyChange>.Create((a, b) => Compare(a.Mark, b.Mark)));
        return new(DutyChangesPage.Of([.. found.Take(query.Limit + 1)], query.Limit));
    }

    private static int Compare(DutyMark a, DutyMark b) =>
        a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.EfectivoId, b.EfectivoId) is var order and not 0 ? order : a.Sequence.CompareTo(b.Sequence);

    private static Standing Place(string id, EfectivoState efectivo, DutyState? duty, DateTime at)
    {
        var away = duty?.Leaves.Any(leave => leave.Start <= at && at < leave.End) == true;
        var until = away ? null : duty?.Shifts.FirstOrDefault(shift => shift.Start <= at && at < shift.End)?.End;
        return new(id, efectivo.Profile!.DisplayName, efectivo.Profile.Unit, efectivo.Availability, until, away);
    }

    /// <param name="Until">End of the shift it is on; null: it is on none, or on leave.</param>
    private readonly record struct Standing(string Id, string Name, string Unit, Availability Availability, DateTime? Until, bool IsAway);
}

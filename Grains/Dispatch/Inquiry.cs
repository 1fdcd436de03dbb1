using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Questions about people in one request: each is asked once, for all demands.</summary>
internal sealed class Inquiry(ISight sight, DispatchDependencies with)
{
    /// <summary>Questions to the roster under way: each is for all who are judged at one instant, and operations to come have one each.</summary>
    private const int RosterCallsMax = 8;

    private readonly Dictionary<string, (EfectivoView? View, int Assignments, bool IsAlarmed)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, DateTime At), DutyStanding> _duty = [];
    private readonly SortedSet<string> _unchecked = new(StringComparer.Ordinal);
    private readonly Dictionary<CellId, int> _available = [];

    /// <summary>Answers of an efectivo's grain, the roster (at the instant for which it is judged), the assignments and the board.</summary>
    internal sealed record Known(EfectivoView? View, DutyStanding Duty, int Assignments, bool IsAlarmed);

    /// <summary>When the request came: all that is not planned for later is judged as of this instant.</summary>
    public DateTime Now { get; } = sight.Now;

    public ImmutableArray<string> Unchecked => [.. _unchecked];

    /// <summary>After <see cref="About"/>.</summary>
    public Known Of(string efectivoId, Wanted wanted) =>
        new(_known[efectivoId].View, _duty[(efectivoId, wanted.PlannedAt ?? Now)], _known[efectivoId].Assignments, _known[efectivoId].IsAlarmed);

    /// <summary>Asks about those who are not known yet.</summary>
    /// <param name="isWeighed">They are chosen among: their workload counts.</param>
    public async ValueTask About(IEnumerable<(string Id, Wanted By)> efectivos, CancellationToken cancellation, bool isWeighed = true)
    {
        (string Id, DateTime At)[] asked = [.. efectivos.Select(pair => (pair.Id, pair.By.PlannedAt ?? Now)).Where(pair => !_duty.ContainsKey(pair)).Distinct()];
        if (asked.Length == 0)
        {
            return;
        }
        string[] ids = [.. asked.Select(pair => pair.Id).Where(id => !_known.ContainsKey(id)).Distinct()];
        var views = sight.Describe(ids).AsTask();
        var duty = Try("duty", with.Options.AskMs, token => Standings(asked, token), [], cancellation);
        var alarmed = Try("alarms", with.Options.AskMs, _ => sight.Alarmed(ids), [], cancellation);
        var workload = ids.Length == 0 || !isWeighed ? Task.FromResult<IReadOnlyDictionary<string, int>>(ImmutableDictionary<string, int>.Empty)
            : Try("workload", with.Options.AskMs, token => with.Workload.Since(Now.AddHours(-24), ids, token), ImmutableDictionary<string, int>.Empty, cancellation);
        var described = await views;
        var (standings, assignments, inAlarm) = (await duty, await workload, await alarmed);
        for (var i = 0; i < ids.Length; i++)
        {
            _known[ids[i]] = (described[i], assignments.GetValueOrDefault(ids[i]), inAlarm.Contains(ids[i]));
        }
        foreach (var pair in asked)
        {
            _duty[pair] = standings.GetValueOrDefault(pair);
        }
    }

    /// <summary>As <see cref="IEtaProvider.Reckon"/>; when the provider fails, the straight line.</summary>
    public async ValueTask<ImmutableArray<Travel?>> Reckon(IReadOnlyList<Trip> trips, CancellationToken cancellation) => trips.Count == 0
        ? []
        : await Try("roads", with.Options.RoadsMs, token => with.Eta.Reckon(trips, token), [], cancellation) is { Length: > 0 } travels
            ? travels
            : await with.StraightLine.Reckon(trips, cancellation);

    /// <summary>Learns how many are available in these cells.</summary>
    public async ValueTask Cover(IEnumerable<CellId> cells, CancellationToken cancellation)
    {
        CellId[] asked = [.. cells.Where(cell => !_available.ContainsKey(cell)).Distinct()];
        if (asked.Length > 0)
        {
            var counts = await Try("coverage", with.Options.AskMs, _ => sight.Available(asked), ImmutableDictionary<CellId, int>.Empty, cancellation);
            foreach (var cell in asked)
            {
                _available[cell] = counts.GetValueOrDefault(cell);
            }
        }
    }

    public int Available(CellId cell) => _available.GetValueOrDefault(cell);

    public Trip Trip(NearestHit hit, GeoPoint to) => new(hit.Member.Fix.Point, to, SpeedRules.Mps(hit.Member.Skills, with.Options));

    public Prospect Prospect(NearestHit hit, Travel travel, Wanted wanted)
    {
        var known = Of(hit.Member.EfectivoId, wanted);
        return new Prospect(
            hit, travel, known.Duty.HoursWorkedIn24, CostRules.FatigueS(known.Duty.HoursWorkedIn24, with.Options),
            known.Assignments, CostRules.WorkloadS(known.Assignments, with.Options), CellId.FromPoint(hit.Member.Fix.Point, sight.LiveLevel));
    }

    /// <summary>Notes for the answer that a part did not count.</summary>
    public void NotChecked(string what)
    {
        _unchecked.Add(what);
        with.Instruments.NotChecked(what);
    }

    /// <summary>
    /// A table that cannot be read does not count, and the answer says so, so that help is not withheld. Later questions of the same request do not wait for it
    /// again, because each need and each further ring asks, and the waits would add up to more than the caller's limit.
    /// </summary>
    public async Task<T> Try<T>(string what, int patienceMs, Func<CancellationToken, ValueTask<T>> ask, T otherwise, CancellationToken cancellation)
    {
        if (_unchecked.Contains(what))
        {
            return otherwise;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(patienceMs);
        try
        {
            // Grains do not heed the token.
            return await ask(patience.Token).AsTask().WaitAsync(patience.Token);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            DispatchGrain.LogUnchecked(with.Logger, what, exception);
            NotChecked(what);
            return otherwise;
        }
    }

    private async ValueTask<Dictionary<(string, DateTime), DutyStanding>> Standings((string Id, DateTime At)[] asked, CancellationToken cancellation)
    {
        var instants = asked.GroupBy(pair => pair.At, pair => pair.Id).ToArray();
        var answers = await Rounds.Each(instants, RosterCallsMax, async instant => await with.Duty.At(instant.Key, [.. instant], cancellation));
        return instants.Zip(answers).SelectMany(pair => pair.Second.Select(entry => ((entry.Key, pair.First.Key), entry.Value))).ToDictionary(entry => entry.Item1, entry => entry.Value);
    }
}

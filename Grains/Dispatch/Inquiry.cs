using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Storage;

namespace GrupoGad.Dispatch;

/// <summary>What is asked about people in one request: each once, whoever may want them.</summary>
internal sealed class Inquiry(ISight sight, DispatchDependencies with)
{
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unchecked = new(StringComparer.Ordinal);
    private readonly Dictionary<CellId, int> _available = [];

    /// <summary>What an efectivo's grain, the roster and the assignments say of it.</summary>
    internal sealed record Known(EfectivoView? View, DutyStanding Duty, int Assignments);

    public ImmutableArray<string> Unchecked => [.. _unchecked];

    public Known this[string efectivoId] => _known[efectivoId];

    /// <summary>Asks about those who are not known yet.</summary>
    public async ValueTask About(IEnumerable<string> efectivos, CancellationToken cancellation)
    {
        string[] ids = [.. efectivos.Where(id => !_known.ContainsKey(id)).Distinct()];
        if (ids.Length == 0)
        {
            return;
        }
        var views = sight.Describe(ids).AsTask();
        var duty = Try("duty", with.Options.AskMs, token => with.Duty.At(sight.Now, ids, token), ImmutableDictionary<string, DutyStanding>.Empty, cancellation);
        var workload = Try("workload", with.Options.AskMs, token => with.Workload.Since(sight.Now.AddHours(-24), ids, token), ImmutableDictionary<string, int>.Empty, cancellation);
        var described = await views;
        var (standings, assignments) = (await duty, await workload);
        for (var i = 0; i < ids.Length; i++)
        {
            _known[ids[i]] = new Known(described[i], standings.GetValueOrDefault(ids[i]), assignments.GetValueOrDefault(ids[i]));
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

    public Prospect Prospect(NearestHit hit, Travel travel)
    {
        var known = _known[hit.Member.EfectivoId];
        return new Prospect(
            hit, travel, known.Duty.HoursWorkedIn24, CostRules.FatigueS(known.Duty.HoursWorkedIn24, with.Options),
            known.Assignments, CostRules.WorkloadS(known.Assignments, with.Options), CellId.FromPoint(hit.Member.Fix.Point, sight.LiveLevel));
    }

    /// <summary>Nobody is left without help because a table cannot be read: it does not count then, and that is said.</summary>
    private async Task<T> Try<T>(string what, int patienceMs, Func<CancellationToken, ValueTask<T>> ask, T otherwise, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(patienceMs);
        try
        {
            return await ask(patience.Token);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            DispatchGrain.LogUnchecked(with.Logger, what, exception);
            _unchecked.Add(what);
            with.Instruments.NotChecked(what);
            return otherwise;
        }
    }
}

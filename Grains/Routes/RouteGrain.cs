using System.Collections.Immutable;
using GrupoGad.Dispatch;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using Orleans.Concurrency;

namespace GrupoGad.Routes;

/// <inheritdoc cref="IRouteGrain"/>
/// <remarks>Not reentrant and few: a search is a core's for as long as it lasts, and a silo has other work.</remarks>
[StatelessWorker(WorkersMax)]
public sealed partial class RouteGrain(RouteDependencies with) : Grain, IRouteGrain
{
    private const int WorkersMax = 2;

    /// <summary>Where a route starts, and how fast.</summary>
    private readonly record struct Origin(GeoPoint Point, double SpeedMps, double? FixAgeS);

    public async ValueTask<RouteAnswer> Order(RouteRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = with.Clock.GetTimestamp();
        var answer = RouteChecks.Refuses(request, with.Now) ?? await Ordered(request, cancellation);
        with.Instruments.Requested(answer.Outcome);
        if (answer.Plan is { } plan)
        {
            with.Instruments.Ordered(with.Clock.GetElapsedTime(start), plan);
        }
        return answer;
    }

    private async ValueTask<RouteAnswer> Ordered(RouteRequest request, CancellationToken cancellation)
    {
        var origin = new Origin(request.Start ?? default, SpeedRules.UsualMps(with.Dispatch), null);
        if (request.EfectivoId.Length > 0)
        {
            if (await GrainFactory.GetGrain<IEfectivoGrain>(request.EfectivoId).Describe(cancellation) is not { } view)
            {
                return new() { Outcome = RouteOutcome.UnknownEfectivo, Field = "efectivoId", Value = request.EfectivoId };
            }
            if (view.Fix is not { } fix)
            {
                return new() { Outcome = RouteOutcome.NoPosition, Field = "efectivoId", Value = request.EfectivoId };
            }
            origin = new Origin(fix.Point, SpeedRules.Mps(view.Profile.Skills, with.Dispatch), Math.Max(0, (with.Now - fix.DeviceTime).TotalSeconds));
        }
        var leaveAt = request.LeaveAt ?? with.Now;
        var (ways, isStraight) = await Ways(request, origin, cancellation);
        var problem = new RouteProblem(ways, [.. request.Stops.Select(stop => RouteWindow.Of(stop, leaveAt))], request.ReturnToStart);
        return await Best(request, origin, leaveAt, problem, isStraight, cancellation);
    }

    private async ValueTask<RouteAnswer> Best(RouteRequest request, Origin origin, DateTime leaveAt, RouteProblem problem, bool isStraight, CancellationToken cancellation)
    {
        var nearest = RouteRules.NearestNext(problem);
        var start = with.Clock.GetTimestamp();
        // Arithmetic for up to a second: not on the scheduler that other grains share.
        var (order, isSolved) = await Task.Run(() => RouteChoice.Of(problem, nearest, with.Solver, with.Options.Patience(problem.Stops), cancellation), cancellation);
        var solveMs = with.Clock.GetElapsedTime(start).TotalMilliseconds;
        if (!isSolved)
        {
            LogNoSolver(with.Logger);
        }
        return RouteRules.WithoutWay(problem, order) is { } stop
            ? new() { Outcome = RouteOutcome.NoWay, Field = $"stops[{stop}]", Value = request.Stops[stop].Id }
            : new()
            {
                Outcome = RouteOutcome.Done,
                Plan = RouteViews.Plan(problem, request, order, nearest, origin.Point, leaveAt) with
                {
                    FixAgeS = origin.FixAgeS, IsSolved = isSolved, SolveMs = Math.Round(solveMs, 1), Unchecked = isStraight ? ["roads"] : [],
                },
            };
    }

    /// <summary>From every place to every other; straight lines when the provider does not answer in time.</summary>
    private async ValueTask<(Travel?[][] Ways, bool IsStraight)> Ways(RouteRequest request, Origin origin, CancellationToken cancellation)
    {
        ImmutableArray<GeoPoint> places = [origin.Point, .. request.Stops.Select(stop => stop.Point)];
        var pairs = (from a in Enumerable.Range(0, places.Length) from b in Enumerable.Range(0, places.Length)
                     where a != b && (b > 0 || request.ReturnToStart) select (From: a, To: b)).ToArray();
        var trips = pairs.Select(pair => new Trip(places[pair.From], places[pair.To], origin.SpeedMps)).ToArray();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(with.Dispatch.RoadsMs);
        var isStraight = false;
        ImmutableArray<Travel?> travels;
        try
        {
            travels = await with.Eta.Reckon(trips, patience.Token);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogStraight(with.Logger, exception);
            (travels, isStraight) = (await with.StraightLine.Reckon(trips, cancellation), true);
        }
        var ways = places.Select(_ => new Travel?[places.Length]).ToArray();
        foreach (var (pair, travel) in pairs.Zip(travels))
        {
            ways[pair.From][pair.To] = travel;
        }
        return (ways, isStraight);
    }
}

using GrupoGad.Benchmarks.Harness;
using GrupoGad.Cells;
using GrupoGad.Dispatch;
using GrupoGad.Geo;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GrupoGad.Benchmarks.Dispatch;

/// <summary>Each real call that an engine reached, played again: which engine would the product's rules have sent, and how long would it have had?</summary>
/// <remarks>
/// The data cannot say how long an engine that was not sent would have taken. So both, the engine that really came first and the one recommended, are reckoned
/// by one model: <see cref="Engines"/> for where they stood, and a straight line at the pace that the first week's real times give, used for the second week.
/// </remarks>
internal static class Calls
{
    public static async Task Replay(Report report)
    {
        if (Fire.Read() is not { } responses)
        {
            Console.WriteLine("  the real calls are not here: set GAD_DATA to the folder that holds incidents/");
            return;
        }
        var engines = new Engines(responses);
        var options = Options.Create(new DispatchOptions());
        var straight = new StraightLineEta(options);
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var with = new DispatchDependencies(
            options, Options.Create(new CellOptions()), straight, straight, new NoJointSolver(), engines, engines, engines,
            ActivatorUtilities.CreateInstance<DispatchInstruments>(meters), TimeProvider.System, NullLogger<DispatchGrain>.Instance);
        var calls = new List<Call>();
        var (busy, incomplete) = (0, 0);
        foreach (var call in responses.Where(response => response.Kind == "ENGINE").GroupBy(response => response.Call).OrderBy(call => call.Min(response => response.Dispatched)))
        {
            engines.Now = call.Min(response => response.Dispatched);
            var first = call.Where(response => response is { Left: not null, Arrived: not null }).MinBy(response => response.Arrived);
            if (first is not null && engines.Has(first.Unit) && engines.IsFree(first.Unit) && first.Arrived > first.Left)
            {
                var recommender = new Recommender(engines, new Inquiry(engines, with), new Wanted(call.Key, first.Place, [], "", 3_600, []), with);
                var picked = await recommender.Run(1, 0, 0, CancellationToken.None);
                incomplete += recommender.IsComplete && picked.Count == 1 ? 0 : 1;
                var choice = picked[0].Prospect.Id;
                busy += engines.IsFree(choice) ? 0 : 1;
                calls.Add(new Call(
                    engines.Now, (first.Arrived - first.Left)!.Value.TotalSeconds, Sphere.DistanceM(engines.Place(first.Unit), first.Place),
                    Sphere.DistanceM(engines.Place(choice), first.Place), choice == first.Unit, call.Any(response => response.Unit == choice)));
            }
            foreach (var response in call.Where(response => engines.Has(response.Unit)))
            {
                engines.Sent(response);
            }
        }
        Judge(report, calls, busy, incomplete);
    }

    private static void Judge(Report report, List<Call> calls, int busy, int incomplete)
    {
        report.Must($"all {calls.Count} real calls got a complete answer and none a busy engine", calls.Count > 1_000 && busy == 0 && incomplete == 0);
        var middle = calls[0].At.AddDays(7);
        var (learned, judged) = (calls.Where(call => call.At < middle).ToArray(), calls.Where(call => call.At >= middle).ToArray());
        // Seconds = a + b · metres: the first week's least absolute error is close enough to the medians of two halves.
        var (nearHalf, farHalf) = (learned.OrderBy(call => call.RealM).Take(learned.Length / 2).ToArray(), learned.OrderBy(call => call.RealM).Skip(learned.Length / 2).ToArray());
        var slope = (Median(farHalf, call => call.RealS) - Median(nearHalf, call => call.RealS)) / (Median(farHalf, call => call.RealM) - Median(nearHalf, call => call.RealM));
        var rest = Median(learned, call => call.RealS) - slope * Median(learned, call => call.RealM);
        report.Figure("calls_judged", judged.Length);
        report.Figure("calls_same_as_first_pct", 100.0 * judged.Count(call => call.IsFirst) / judged.Length);
        report.Figure("calls_among_sent_pct", 100.0 * judged.Count(call => call.IsAmongSent) / judged.Length);
        report.Figure("calls_real_travel_median_s", Median(judged, call => call.RealS));
        report.Figure("calls_real_reckoned_median_s", Median(judged, call => rest + slope * call.RealM));
        report.Figure("calls_recommended_reckoned_median_s", Median(judged, call => rest + slope * call.ChosenM));
        report.Figure("calls_model_error_median_s", Median(judged, call => Math.Abs(call.RealS - (rest + slope * call.RealM))));
    }

    private static double Median(IReadOnlyCollection<Call> calls, Func<Call, double> of) => calls.Select(of).Order().ElementAt(calls.Count / 2);

    /// <param name="RealS">Time of the first engine from leaving to arriving, s.</param>
    /// <param name="RealM">Assumed distance of the first engine from the call, m.</param>
    /// <param name="ChosenM">Distance of the recommended engine, m.</param>
    private sealed record Call(DateTime At, double RealS, double RealM, double ChosenM, bool IsFirst, bool IsAmongSent);
}

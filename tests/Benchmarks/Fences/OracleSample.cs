using GrupoGad.Efectivos;
using GrupoGad.Fences;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>A sample of the people of a city, held against the oracle at each of their fixes.</summary>
/// <param name="every">One in so many people is checked.</param>
public sealed class OracleSample(FenceOracle oracle, string[] people, int every)
{
    public int Missed { get; private set; }

    public int False { get; private set; }

    public long Checked { get; private set; }

    /// <summary>Compares one step of every efectivo with the events that the product reported.</summary>
    public void Compare(Fix[] fixes, IReadOnlyList<FenceEvent> told)
    {
        var sample = Enumerable.Range(0, (fixes.Length + every - 1) / every).Select(n => n * every).ToDictionary(i => people[i]);
        var expected = sample
            .SelectMany(one => oracle.Look(one.Key, fixes[one.Value].Point, fixes[one.Value].AccuracyM!.Value).Select(item => (one.Key, item.Kind, item.Fence))).ToHashSet();
        var found = told.Where(item => sample.ContainsKey(item.EfectivoId)).Select(item => (item.EfectivoId, item.Kind, item.FenceId)).ToList();
        Missed += expected.Except(found).Count();
        False += found.Count - expected.Intersect(found).Count();
        Checked += expected.Count;
    }
}

using CsCheck;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Random walks among fences that come, change and go, on a grid on which corners and edges are met exactly, against <see cref="NaiveFences"/>.</summary>
public sealed class JudgeModelTests
{
    private const int Side = 24;

    private static readonly Gen<FenceShape> Shape = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 16], Gen.Int[0, 16], Gen.Int[2, 8], (kind, x, y, size) => kind switch
    {
        0 => Polygon((x, y), (x + size, y), (x + size, y + size), (x, y + size)),
        1 => Polygon((x, y), (x + size, y + 1), (x + 2, y + size)),
        2 => Polygon((x, y), (x + size, y), (x + size, y + 2), (x + 1, y + 2), (x + 1, y + size), (x, y + size)),
        3 => Polygon((x, y), (x + size, y), (x + size, y + size), (x, y + size)) with { Parts = [Ringed(x, y, size)] },
        4 => Fenced.Circle(Place(x, y).Latitude, Place(x, y).Longitude, size * 13.7),
        _ => Fenced.Corridor(size * 4.3, Place(x, y), Place(x + size, y + 1), Place(x + size, y + 8)),
    });

    private static readonly Gen<FencePlan> Plan = Gen.Select(Shape, Gen.Int[0, 63], Gen.Int[0, 9], (shape, watch, rest) => Fenced.Plan(shape, new FenceWatch
    {
        Enter = (watch & 1) == 0, Exit = (watch & 2) == 0, Cross = (watch & 4) != 0, DwellAfter = (watch & 8) != 0 ? TimeSpan.FromSeconds(100) : null,
        SpeedAboveMps = (watch & 16) != 0 ? 2 : null, Deviation = shape.Kind == FenceKind.Corridor && (watch & 32) != 0,
    }) with
    {
        Filter = new FenceFilter
        {
            Efectivos = shape.Kind == FenceKind.Corridor && (watch & 32) != 0 ? ["E-001", "E-007"] : [],
            Availabilities = rest == 0 ? [Availability.OnTask] : [],
        },
        Schedule = rest switch { 1 => new FenceSchedule { From = Fenced.Noon.AddSeconds(600) }, 2 => new FenceSchedule { Until = Fenced.Noon.AddSeconds(600) }, _ => FenceSchedule.Always },
    });

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 5], Plan, Gen.Int[0, Side], Gen.Int[0, Side], Gen.Int[1, 120], Gen.Int[0, 5],
        (kind, fence, plan, x, y, seconds, accuracy) => new Step(kind, $"F-{fence}", plan, x, y, seconds, accuracy));

    [Fact]
    public void Every_event_and_no_other_is_told_whatever_happens_in_whatever_order() => Steps.Array[30].Sample(Run, iter: 10_000);

    private static void Run(Step[] steps)
    {
        var (map, naive, standing) = (new FenceMap(Fenced.Options), new NaiveFences(), FenceTrackState.Empty);
        var (now, revision) = (Fenced.Noon, 0L);
        foreach (var step in steps)
        {
            now = now.AddSeconds(step.Kind == 11 ? 301 : step.Seconds);
            var (judged, expected) = step.Kind switch
            {
                0 or 1 => Put(step),
                2 => Remove(step),
                3 => ChangeSubject(step),
                _ => Move(step),
            };
            Assert.Equal(expected, judged.Events.Select(told => $"{told.FenceId} {told.Kind} {told.Cause}").Order(StringComparer.Ordinal));
            Assert.All(judged.Events, told => Assert.Equal(
                (told.Cause == FenceCause.Schedule ? Fenced.Noon.AddSeconds(600) : now, "E-001", standing.Last!.Value.Point), (told.At, told.EfectivoId, told.Point)));
            Assert.Equal(naive.Inside, standing.Visits.Where(visit => visit.IsInside).Select(visit => visit.FenceId));
        }

        (FenceJudgement, IReadOnlyList<string>) Move(Step step)
        {
            var fix = new Fix
            {
                Point = Place(step.X, step.Y), DeviceTime = now, SpeedMps = step.Accuracy == 5 ? 1 : null,
                AccuracyM = step.Accuracy switch { 0 => 0, 1 => 5, 2 => 20, 3 => 90, _ => null },
            };
            return Judged(FenceJudge.Judge(standing, fix, now, naive.Subject, map, Fenced.Options), naive.Next(fix));
        }

        (FenceJudgement, IReadOnlyList<string>) Put(Step step)
        {
            map.Apply(++revision, [FenceEntry.Prepare(step.Fence, step.Plan, revision, changedAt: now)], []);
            naive.Put(step.Fence, step.Plan, now);
            return Again(step, FenceCause.FenceChanged);
        }

        (FenceJudgement, IReadOnlyList<string>) Remove(Step step)
        {
            map.Apply(++revision, [], [step.Fence]);
            naive.Remove(step.Fence);
            return Again(step, FenceCause.FenceChanged);
        }

        (FenceJudgement, IReadOnlyList<string>) ChangeSubject(Step step)
        {
            naive.Subject = naive.Subject with { Availability = step.X % 2 == 0 ? Availability.OnTask : Availability.Available };
            return Again(step with { X = 0 }, FenceCause.SubjectChanged);
        }

        // A silo need not have told the efectivo of a change before its next fix.
        (FenceJudgement, IReadOnlyList<string>) Again(Step step, FenceCause cause) => step.X % 3 == 0
            ? Judged(FenceJudge.Rejudge(standing, now, naive.Subject, map, Fenced.Options, cause), naive.Again(now, cause))
            : (new FenceJudgement(standing, [], []), []);

        (FenceJudgement, IReadOnlyList<string>) Judged(FenceJudgement judged, IReadOnlyList<string> expected)
        {
            standing = judged.After;
            return (judged, expected);
        }
    }

    private static FenceShape Polygon(params (int X, int Y)[] corners) => new()
    {
        Kind = FenceKind.Polygon, Parts = [new FencePart { Outer = [.. corners.Select(corner => Place(corner.X, corner.Y))] }],
    };

    private static FencePart Ringed(int x, int y, int size) => size < 4
        ? Polygon((x, y), (x + size, y), (x + size, y + size), (x, y + size)).Parts[0]
        : new FencePart
        {
            Outer = [Place(x, y), Place(x + size, y), Place(x + size, y + size), Place(x, y + size)],
            Holes = [[Place(x + 1, y + 1), Place(x + size - 1, y + 1), Place(x + size - 1, y + size - 1), Place(x + 1, y + size - 1)]],
        };

    /// <summary>About 9 by 11 m a step.</summary>
    private static GeoPoint Place(int x, int y) => new(-34.6 + y * 0.0001, -58.4 + x * 0.0001);

    private sealed record Step(int Kind, string Fence, FencePlan Plan, int X, int Y, int Seconds, int Accuracy);
}

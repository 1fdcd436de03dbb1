using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.Ingest;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Cluster.Tests.Processes.Fences;

/// <summary>A real fleet reporting as fast as it is answered, each unit in the order in which its fixes arrived; again and again what nobody answered for.</summary>
internal sealed class FenceReplay(SilosOnly silos, string prefix)
{
    private const int Lanes = 4;
    private const int BatchMax = 500;

    /// <summary>So many that both silos have some: they bring the maps up to date.</summary>
    private const int Probes = 24;

    private readonly Trace _trace = TraceReader.ReadFile(Districts.Trace);
    private int _answered;

    public int Rows => _trace.Rows.Count;

    public int Answered => Volatile.Read(ref _answered);

    public async Task Prepare()
    {
        await Parallel.ForEachAsync(_trace.Units, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (unit, _) =>
            await Patient.Ask(() => silos.Efectivo(Code(unit.Id)).Register(new EfectivoProfile { DisplayName = unit.Id }), unit.Id));
        foreach (var (id, plan) in Districts.All())
        {
            var answer = await Patient.Ask(() => silos.Grains.GetGrain<IFenceGrain>(id).Put(plan, "test"), id);
            Assert.True(answer.Outcome is FenceOutcome.Created or FenceOutcome.Unchanged, $"{id}: {answer.Field} {answer.Rule}");
        }
        var revision = await silos.Database.Ask<long>("SELECT value FROM fence_revision");
        for (var i = 0; i < Probes; i++)
        {
            // As every caller: the silo that had it may have been killed by the test before.
            var probe = $"PROBE-{i:D2}";
            await Patient.Ask(async () =>
            {
                await silos.Grains.GetGrain<IFencedEfectivoGrain>(probe).Rejudge(revision);
                return true;
            }, probe);
        }
    }

    public Task Run() => Task.WhenAll(Enumerable.Range(0, Lanes).Select(Lane));

    private async Task Lane(int lane)
    {
        var rows = Enumerable.Range(0, _trace.Rows.Count).Where(row => _trace.Rows[row].Unit % Lanes == lane).Chunk(BatchMax);
        foreach (var batch in rows)
        {
            var reports = batch.Select(Report).ToArray();
            await Patient.Ask(() => silos.Grains.GetGrain<IIngestGrain>(lane).Report([.. reports]), $"rows from {batch[0]}");
            Interlocked.Add(ref _answered, batch.Length);
        }
    }

    private PositionReport Report(int row)
    {
        var (unit, time, _, fix) = _trace.Rows[row];
        return new PositionReport
        {
            EfectivoId = Code(_trace.Units[unit].Id), ReportId = row + 1, ReceivedTime = DateTime.UtcNow, Source = ReportSource.Rest,
            Fix = new Fix
            {
                Point = new GeoPoint(fix.Latitude, fix.Longitude), DeviceTime = time, SpeedMps = fix.SpeedMps, CourseDeg = fix.CourseDeg, AccuracyM = fix.AccuracyM,
            },
        };
    }

    private string Code(string unit) => $"{prefix}-{unit}";
}

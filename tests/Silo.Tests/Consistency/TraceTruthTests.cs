using GrupoGad.Efectivos;
using GrupoGad.Ingest;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Traces;
using GrupoGad.Silo.PostGis.Consistency;
using Microsoft.Extensions.DependencyInjection;

namespace GrupoGad.Silo.Tests.Consistency;

/// <summary>The whole real trace through a real silo and PostGIS: the live cells answer what PostGIS answers, all along.</summary>
public sealed class TraceTruthTests(PostGisServer server)
{
    private const int Slices = 40;
    private const int ComparedASlice = 25;
    private const int ComparedAtOnce = 2;
    private const int StandingCompared = 500;
    private static readonly string[] _skills = ["driver", "paramedic", "diver"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_the_whole_trace_no_live_answer_differs_from_postgis()
    {
        var trace = TraceReader.ReadFile(Path.Combine(AppContext.BaseDirectory, "warsaw_excerpt.csv.gz"));
        await using var database = await server.CreateDatabase();
        await using var silo = await SiloStack.Start(database.Address, orleans =>
        {
            // The trace is of 2024: kept, however old it is by now.
            orleans.Services.Configure<EfectivoOptions>(efectivos => efectivos.RetentionDays = 3_660);
            orleans.Services.Configure<ConsistencyOptions>(truth => (truth.EveryS, truth.PauseMs) = (0, 70));
        });
        var codes = trace.Units.Select(unit => EfectivoCode.Of("BUS", unit.Id)).ToArray();
        await Register(silo, codes);
        var check = silo.Get<ConsistencyCheck>();
        var verdicts = new Dictionary<Verdict, int>();
        var reports = trace.Rows.Select(row => Report(codes[row.Unit], row)).ToArray();
        foreach (var slice in reports.Chunk((reports.Length + Slices - 1) / Slices))
        {
            await Send(silo, slice);
            // These meet last positions that still follow, for longer than they wait where the machine is busy. The others do not.
            await Compare(check, verdicts, ComparedAtOnce);
            await Followed(database);
            await Compare(check, verdicts, ComparedASlice - ComparedAtOnce);
        }
        Assert.True(trace.Rows.Count > 80_000, $"{trace.Rows.Count} rows");
        Assert.False(verdicts.ContainsKey(Verdict.Different), string.Join(' ', verdicts));
        Assert.True(verdicts.GetValueOrDefault(Verdict.Same) >= Slices * ComparedASlice * 9 / 10, string.Join(' ', verdicts));

        // Everybody stands: now each can be compared.
        var standing = new Dictionary<Verdict, int>();
        await Compare(check, standing, StandingCompared);
        Assert.Equal(new Dictionary<Verdict, int> { [Verdict.Same] = StandingCompared }, standing);
    }

    private static Task Followed(TestDatabase database) => Reports.Until("the last positions are those of the history", async () => await database.Ask<bool>("""
        SELECT NOT EXISTS (SELECT FROM (SELECT efectivo_id, max(device_time) AS newest FROM position_reports GROUP BY efectivo_id) AS sent
            LEFT JOIN last_positions USING (efectivo_id) WHERE device_time IS DISTINCT FROM newest)
        """));

    private static async Task Compare(ConsistencyCheck check, Dictionary<Verdict, int> verdicts, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var verdict = await check.Compare(Cancellation);
            Assert.NotNull(verdict);
            verdicts[verdict.Value] = verdicts.GetValueOrDefault(verdict.Value) + 1;
        }
    }

    /// <summary>A third of them with each skill; one of five is not available.</summary>
    private static Task Register(SiloStack silo, string[] codes) => Parallel.ForEachAsync(codes.Index(), Cancellation, async (unit, token) =>
    {
        var grain = silo.Get<IGrainFactory>().GetGrain<IEfectivoGrain>(unit.Item);
        await grain.Register(new EfectivoProfile { DisplayName = unit.Item, Unit = "", Skills = [_skills[unit.Index % 3]] }, token);
        if (unit.Index % 5 == 0)
        {
            await grain.ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "test", Reason = "test" }, token);
        }
    });

    private static async Task Send(SiloStack silo, PositionReport[] slice)
    {
        foreach (var batch in slice.Chunk(500))
        {
            await silo.Get<IGrainFactory>().GetGrain<IIngestGrain>(0).Report([.. batch], Cancellation);
        }
    }

    private static PositionReport Report(string code, TraceRow row) =>
        Reports.Of(code, row.Time, latitude: row.Fix.Latitude, longitude: row.Fix.Longitude);
}

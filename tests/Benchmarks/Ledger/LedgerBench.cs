using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using Npgsql;

namespace GrupoGad.Benchmarks.Ledger;

/// <summary>How long an entry of the command ledger takes to be durable, how many rows it can write, and what a write per step would cost instead.</summary>
public sealed class LedgerBench : Bench
{
    private const int CommandsPerS = 1_000;

    /// <summary>targets.md, durable state changes.</summary>
    private const int RowsPerSAim = 20_000;

    /// <summary>A command, its delivery, enqueued, sent, delivered, accepted, closing.</summary>
    private const int RowsOfCommand = 7;

    private const int AtOnce = 64;
    private const int CeilingAtOnce = 256;

    public override string Name => "ledger";

    public override async Task Run(Report report, BenchRun run)
    {
        var (warm, time, rounds) = run.Quick ? (TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5), 2) : (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), 3);
        await using var services = await RealParts.Open();
        await using var here = await LedgerHere.Start(services);
        var ledger = new LedgerSteps(here.Ledger);
        var (paced, most, aimed) = (new Climb(ledger, "PACED"), new Climb(ledger, "MOST"), new Climb(ledger, "AIMED"));
        var (grouped, single) = (new Climb(ledger, "GROUP"), new Climb(new StateSteps(here.States), "STEP"));

        await Climb.ClosedLoop(AtOnce, warm, () => most.Whole(ledger, Stopwatch.GetTimestamp()));
        await Paced(report, services, ledger, paced, CommandsPerS, time, "");
        var rowsPerS = await Most(report, services, ledger, most, time);
        await Paced(report, services, ledger, aimed, (int)Math.Min(RowsPerSAim, rowsPerS * 0.8) / RowsOfCommand, time, "aimed_");
        await Compare(report, services, rounds, time, grouped, single);
        await Verify(report, services, [paced, most, aimed], [grouped], single);
    }

    private static double Here() => CpuMeter.Of(Environment.ProcessId).Seconds();

    /// <summary>Of this process, its callers included, and of PostgreSQL.</summary>
    private static double Cpu(RealParts services) => Here() + services.PostGisCpu.Seconds();

    /// <summary>Commands at a pace, open loop, each writing all that a real one writes.</summary>
    private static async Task Paced(Report report, RealParts services, LedgerSteps ledger, Climb climb, int commandsPerS, TimeSpan time, string prefix)
    {
        climb.Durable.Open();
        var cpu = Cpu(services);
        var (count, seconds) = await OpenLoop.Run(commandsPerS, time, (_, due) => climb.Whole(ledger, due));
        report.Figure($"{prefix}paced_rows_per_s", count * RowsOfCommand / seconds);
        report.Figure($"{prefix}cpu_ms_per_row", (Cpu(services) - cpu) * 1_000 / (count * RowsOfCommand));
        report.Figure($"{prefix}entry_p50_ms", climb.Durable.Ms(50));
        report.Figure($"{prefix}entry_p99_ms", climb.Durable.Ms(99));
    }

    /// <summary>Closed loop: as many rows as one ledger takes.</summary>
    private static async Task<double> Most(Report report, RealParts services, LedgerSteps ledger, Climb climb, TimeSpan time)
    {
        climb.Durable.Open();
        var (before, start, here, postGis) = (climb.Commands, Stopwatch.GetTimestamp(), Here(), services.PostGisCpu.Seconds());
        await Climb.ClosedLoop(CeilingAtOnce, time, () => climb.Whole(ledger, Stopwatch.GetTimestamp()));
        var (rows, seconds) = ((climb.Commands - before) * RowsOfCommand, Stopwatch.GetElapsedTime(start).TotalSeconds);
        Console.WriteLine(FormattableString.Invariant(
            $"    cpu µs a row: this process {(Here() - here) * 1e6 / rows:F1}, postgis {(services.PostGisCpu.Seconds() - postGis) * 1e6 / rows:F1}"));
        report.Figure("most_p99_ms", climb.Durable.Ms(99));
        return report.Figure("most_rows_per_s", rows / seconds);
    }

    private static async Task Compare(Report report, RealParts services, int rounds, TimeSpan time, Climb grouped, Climb single)
    {
        // The peer's code is to be as warm as ours.
        await Climb.ClosedLoop(AtOnce, time / 2, single.One);
        grouped.Durable.Open();
        single.Durable.Open();
        var sums = await Rounds.Run(rounds, time / 2, Contender("ledger", grouped), Contender("write per step", single));
        var (ours, peer) = (sums["ledger"], sums["write per step"]);
        foreach (var (name, round, climb) in new[] { ("group", ours, grouped), ("step", peer, single) })
        {
            report.Figure($"{name}_steps_per_s", round.PerSecond);
            report.Figure($"{name}_cpu_ms_per_step", 1_000 / round.PerCpuSecond);
            report.Figure($"{name}_p99_ms", climb.Durable.Ms(99));
        }
        report.Figure("x_per_cpu_s", ours.PerCpuSecond / peer.PerCpuSecond);

        Rounds.Contender Contender(string name, Climb climb) => new(name, async duration =>
        {
            var (cpu, steps, start) = (Cpu(services), climb.Steps, Stopwatch.GetTimestamp());
            await Climb.ClosedLoop(AtOnce, duration, climb.One);
            return new Round(climb.Steps - steps, Stopwatch.GetElapsedTime(start).TotalSeconds, Cpu(services) - cpu);
        });
    }

    /// <summary>The tables, not the ledger's word.</summary>
    private static async Task Verify(Report report, RealParts services, Climb[] whole, Climb[] awaited, Climb single)
    {
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        foreach (var (climb, steps, closed) in whole.Select(climb => (climb, 4, true)).Concat(awaited.Select(climb => (climb, 2, false))))
        {
            var (commands, written) = (await Count($"SELECT count(*) FROM commands WHERE command_id LIKE '{climb.IdPrefix}%' AND (closed_at IS NOT NULL) = {closed}"),
                await Count($"SELECT count(*) FROM command_steps WHERE command_id LIKE '{climb.IdPrefix}%'"));
            report.Must($"{climb.IdPrefix}*: {commands} commands and {written} steps are stored of {climb.Commands} and {climb.Commands * steps}; {climb.Wrong} were not taken as new",
                commands == climb.Commands && written == climb.Commands * steps && climb.Wrong == 0);
        }
        var states = await Count($"SELECT count(*) FROM grain_states WHERE state_name = '{StateSteps.StateName}' AND version = {Climb.Awaited.Count}");
        report.Must($"a write per step: {states} commands with {Climb.Awaited.Count} writes of {single.Commands}", states == single.Commands && single.Wrong == 0);

        async Task<long> Count(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }
}

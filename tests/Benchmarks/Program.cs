using GrupoGad.Benchmarks;
using GrupoGad.Benchmarks.Harness;

// Parts that a bench starts as processes of their own.
if (args is [var part, .. var rest] && Parts.Find(part) is { } run)
{
    return await run(rest);
}

var quick = args.Contains("--quick");
var wanted = args.FirstOrDefault(argument => !argument.StartsWith("--", StringComparison.Ordinal)) ?? "";
var benches = Parts.Benches.Where(bench => wanted == "all" || bench.Name == wanted).ToList();
if (benches.Count == 0)
{
    Console.Error.WriteLine($"usage: {string.Join('|', Parts.Benches.Select(bench => bench.Name))}|all [--quick]");
    return 2;
}

var repository = Repository.Find();
var lines = new List<string>();
var failed = false;
foreach (var bench in benches)
{
    var machine = Machine.Here();
    Console.WriteLine($"{bench.Name} on {machine}");
    var report = new Report(bench.Name, quick);
    try
    {
        await bench.Run(report, new BenchRun(quick, repository, machine));
    }
    catch (Exception e)
    {
        // A bench that broke has not passed; the others still run.
        report.Must($"ran to its end: {e.GetType().Name}: {e.Message}", false);
        Console.Error.WriteLine(e);
    }
    report.Write(repository, machine);
    lines.Add(report.LastLine());
    failed |= !report.Pass;
}
Console.WriteLine(string.Join('\n', lines));
return failed ? 1 : 0;

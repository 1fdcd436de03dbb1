using System.Collections.Concurrent;
using GrupoGad.Duty;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>Puts a file of shifts in place: all of it is judged before any of it is planned, so that a file with a fault changes nothing.</summary>
/// <remarks>
/// Between the judging and the planning somebody else may plan, and a store may go away in the middle. The planned shifts then stay, the caller gets faults,
/// and the same file again finishes the work: what is so already is not written.
/// </remarks>
internal sealed class ShiftImport(IGrainFactory grains, ShiftsCsv csv, DateTime from, DateTime to)
{
    /// <summary>Grains asked at a time.</summary>
    private const int CallsMax = 16;

    /// <summary>All that the grains find wrong, by line.</summary>
    public async Task<CsvFault[]> Judge(DutyRequest request, CancellationToken cancellation)
    {
        var faults = new ConcurrentBag<CsvFault>();
        await Each(cancellation, async (efectivo, lines, token) =>
        {
            var answer = await grains.GetGrain<IDutyGrain>(efectivo).Check(Plan(lines), request, token);
            Take(faults, lines, answer);
        });
        return Ordered(faults);
    }

    /// <summary>Plans the shifts, and returns those that were refused meanwhile.</summary>
    public async Task<CsvFault[]> Apply(DutyRequest request, CancellationToken cancellation)
    {
        var faults = new ConcurrentBag<CsvFault>();
        await Each(cancellation, async (efectivo, lines, token) =>
            Take(faults, lines, await grains.GetGrain<IDutyGrain>(efectivo).Plan(Plan(lines), request, token)));
        return Ordered(faults);
    }

    private Task Each(CancellationToken cancellation, Func<string, List<(int Line, ShiftTimes Times)>, CancellationToken, Task> act) =>
        Parallel.ForEachAsync(csv.Shifts, new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = cancellation },
            async (entry, token) => await act(entry.Key, entry.Value, token));

    private ShiftPlan Plan(List<(int Line, ShiftTimes Times)> lines) => new() { From = from, To = to, Shifts = [.. lines.Select(line => line.Times)] };

    private static void Take(ConcurrentBag<CsvFault> faults, List<(int Line, ShiftTimes Times)> lines, DutyAnswer answer)
    {
        foreach (var fault in answer.Faults)
        {
            var stranger = fault.Outcome == DutyOutcome.UnknownEfectivo;
            var line = fault.Shift is { } place ? lines[place].Line : stranger ? lines[0].Line : 0;
            faults.Add(new(line, stranger ? "efectivo" : fault.Field, fault.Value, fault.Rule));
        }
    }

    private static CsvFault[] Ordered(IEnumerable<CsvFault> faults) => [.. faults.Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Field, StringComparer.Ordinal)];
}

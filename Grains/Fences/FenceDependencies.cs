using GrupoGad.Faults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Fences;

/// <summary>Services that the fence code of a silo shares.</summary>
public sealed class FenceDependencies(
    FenceMapMonitor keeper, IFenceJournal journal, IFenceRecords records, IFenceCatalogue catalogue, IOptions<FenceOptions> options, FenceInstruments instruments, IFaultPoints faults,
    TimeProvider clock, ILogger<FenceGrain> logger)
{
    public FenceMapMonitor Keeper => keeper;

    public FenceMap Map { get; } = keeper.Map;

    public IFenceJournal Journal => journal;

    public IFenceRecords Records => records;

    public IFenceCatalogue Catalogue => catalogue;

    public FenceOptions Options { get; } = options.Value;

    public FenceInstruments Instruments => instruments;

    public IFaultPoints Faults => faults;

    public ILogger Logger => logger;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}

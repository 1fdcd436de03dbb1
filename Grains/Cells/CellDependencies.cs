using GrupoGad.Efectivos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Cells;

/// <summary>Services that all cells of a silo share.</summary>
public sealed class CellDependencies(
    IOptions<CellOptions> options, IOptions<EfectivoOptions> efectivos, RejoinRequests recall, CellInstruments instruments, TimeProvider clock, ILogger<CellGrain> logger)
{
    public CellOptions Options => options.Value;

    public EfectivoOptions Efectivos => efectivos.Value;

    public RejoinRequests RejoinRequests => recall;

    public CellInstruments Instruments => instruments;

    public ILogger Logger => logger;

    public TimeProvider Clock => clock;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}

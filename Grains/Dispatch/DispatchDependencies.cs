using GrupoGad.Cells;
using GrupoGad.Duty;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Dispatch;

/// <summary>Services that all dispatch workers of a silo share.</summary>
public sealed class DispatchDependencies(
    IOptions<DispatchOptions> options, IOptions<CellOptions> cells, IEtaProvider eta, StraightLineEta straightLine, IJointSolver solver, IDutyRoster duty,
    IWorkload workload, IRecommendations recommendations, DispatchInstruments instruments, TimeProvider clock, ILogger<DispatchGrain> logger)
{
    public DispatchOptions Options => options.Value;

    public CellOptions Cells => cells.Value;

    public IEtaProvider Eta => eta;

    public StraightLineEta StraightLine => straightLine;

    public IJointSolver Solver => solver;

    public IDutyRoster Duty => duty;

    public IWorkload Workload => workload;

    public IRecommendations Recommendations => recommendations;

    public DispatchInstruments Instruments => instruments;

    public ILogger Logger => logger;

    public TimeProvider Clock => clock;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}

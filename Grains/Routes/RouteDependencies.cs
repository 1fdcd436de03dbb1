using GrupoGad.Dispatch;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Routes;

/// <summary>Dependencies shared by all route workers of a silo.</summary>
public sealed class RouteDependencies(
    IOptions<RouteOptions> options, IOptions<DispatchOptions> dispatch, IEtaProvider eta, StraightLineEta straightLine, IRouteSolver solver,
    RouteInstruments instruments, TimeProvider clock, ILogger<RouteGrain> logger)
{
    public RouteOptions Options => options.Value;

    public DispatchOptions Dispatch => dispatch.Value;

    public IEtaProvider Eta => eta;

    public StraightLineEta StraightLine => straightLine;

    public IRouteSolver Solver => solver;

    public RouteInstruments Instruments => instruments;

    public ILogger Logger => logger;

    public TimeProvider Clock => clock;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}

using GrupoGad.Dispatch;
using GrupoGad.Faults;
using GrupoGad.Fences;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Operations;

/// <summary>Dependencies shared by all operations of a silo.</summary>
public sealed class OperationDependencies(
    IOperationTimeline timeline, IOptions<OperationOptions> options, OperationInstruments instruments, IFaultPoints faults, TimeProvider clock,
    IOperationCommands commands, FenceOwners fences, DispatchDependencies dispatch, ILogger<OperationGrain> logger)
{
    public IOperationTimeline Timeline => timeline;

    public IOperationCommands Commands => commands;

    public FenceOwners Fences => fences;

    public DispatchDependencies Dispatch => dispatch;

    public OperationOptions Options => options.Value;

    public OperationInstruments Instruments => instruments;

    public IFaultPoints Faults => faults;

    public ILogger Logger => logger;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}

using GrupoGad.Faults;
using GrupoGad.Fences;
using GrupoGad.Tracks;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Efectivos;

/// <summary>Services that all efectivos of a silo share: one reference instead of seven in each of 100,000 activations.</summary>
public sealed class EfectivoDependencies(
    ITrackJournal journal, ILastPositions lastPositions, RejoinRequests recall, EfectivoInstruments instruments, IFaultPoints faults, FenceDependencies fences,
    TimeProvider clock, ILogger<EfectivoGrain> logger)
{
    public ITrackJournal Journal => journal;

    public ILastPositions LastPositions => lastPositions;

    public RejoinRequests RejoinRequests => recall;

    public EfectivoInstruments Instruments => instruments;

    public FenceDependencies Fences => fences;

    public IFaultPoints Faults => faults;

    public ILogger Logger => logger;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}

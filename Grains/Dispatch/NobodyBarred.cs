using System.Collections.Immutable;
using GrupoGad.Duty;

namespace GrupoGad.Dispatch;

/// <summary>The roster of an installation that keeps no shifts.</summary>
internal sealed class NobodyBarred : IDutyRoster
{
    public ValueTask<ImmutableDictionary<string, DutyStanding>> At(DateTime instant, IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        ValueTask.FromResult(ImmutableDictionary<string, DutyStanding>.Empty);
}

using Microsoft.Extensions.Logging;

namespace GrupoGad.Fences;

/// <summary>Notifies fences that their owner moved on. No caller waits for it: a fence without the notice looks by itself from time to time.</summary>
public sealed partial class FenceOwners(IGrainFactory grains, IFenceCatalogue catalogue, ILogger<FenceOwners> logger)
{
    public void Changed(FenceOwner owner) => _ = Task.Run(() => Tell(owner));

    private async Task Tell(FenceOwner owner)
    {
        try
        {
            foreach (var fence in await catalogue.Of(owner, default))
            {
                await grains.GetGrain<IFenceKeeperGrain>(fence).OwnerChanged();
            }
        }
        catch (Exception exception)
        {
            LogUntold(logger, owner.Kind, owner.Code, exception);
        }
    }

    [LoggerMessage(1720, LogLevel.Warning, "Fences of {Kind} {Code} could not be told that it changed; they look by themselves within half a minute")]
    private static partial void LogUntold(ILogger logger, FenceOwnerKind kind, string code, Exception exception);
}

using GrupoGad.WebFrontend.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Commands.Door;

/// <summary>Waits for a grain in the name of a client that waits: not for longer than it would, and not for a silo that died.</summary>
internal sealed class EfectivoCalls(ClusterLink link, IOptions<CommandDoorOptions> options, TimeProvider clock)
{
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(options.Value.CallMaxS);

    /// <exception cref="GadUnavailableException">No answer in time, or a silo was lost meanwhile: the outcome is unknown.</exception>
    public async Task<T> Within<T>(Func<ValueTask<T>> call)
    {
        try
        {
            // Before the call: of a silo that is lost while it is being made nobody tells a second time.
            var untilLoss = link.UntilLoss;
            return await call().AsTask().WaitAsync(_patience, clock, untilLoss);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            // Nobody says whose call it was that the dead silo had: the client sends again what is safe to repeat.
            throw new GadUnavailableException("cluster", exception);
        }
    }
}

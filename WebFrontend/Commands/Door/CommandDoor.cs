using GrupoGad.Commands;

namespace GrupoGad.WebFrontend.Commands.Door;

/// <summary>This process as inboxes see it. Only takes in: a call to an observer holds up the next one.</summary>
internal sealed class CommandDoor(AttachmentBook book, CommandFrames frames, IGrainFactory grains) : ICommandDoor
{
    private ICommandDoor? _reference;

    /// <summary>The one reference that all inboxes are given. Orleans holds observers weakly: this singleton is what keeps it alive.</summary>
    public ICommandDoor Reference => LazyInitializer.EnsureInitialized(ref _reference, () => grains.CreateObjectReference<ICommandDoor>(this));

    public Task OnOffer(string sessionId, CommandOffer command)
    {
        book.Find(sessionId)?.Take(frames.Of(command));
        return Task.CompletedTask;
    }

    public Task OnWithdrawn(string sessionId, string commandId, string reason)
    {
        book.Find(sessionId)?.Take(frames.Withdrawal(commandId, reason));
        return Task.CompletedTask;
    }

    public Task OnSuperseded(string sessionId, long epoch)
    {
        book.Find(sessionId)?.Superseded(epoch);
        return Task.CompletedTask;
    }
}

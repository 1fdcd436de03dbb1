using GrupoGad.Commands;
using GrupoGad.WebFrontend.Live.Sessions;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>This process as inboxes see it. Only takes in: a call to an observer holds up the next one.</summary>
internal sealed class CommandObserver(AttachmentRegistry book, CommandFrames frames, IGrainFactory grains) : ICommandObserver
{
    private ICommandObserver? _reference;

    /// <summary>The one reference that all inboxes are given. Orleans holds observers weakly: this singleton is what keeps it alive.</summary>
    public ICommandObserver Reference => LazyInitializer.EnsureInitialized(ref _reference, () => grains.CreateObjectReference<ICommandObserver>(this));

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

    public Task OnSettled(string sessionId, CommandEnd end)
    {
        book.Find(sessionId)?.Take(frames.Settled(end));
        return Task.CompletedTask;
    }

    public Task OnOwn(string sessionId, OwnState state)
    {
        // There are three kinds of them at most in an outbox: they say nothing of how quickly the client reads.
        book.Find(sessionId)?.Take(CommandFrame.Own(state), backlog: true);
        return Task.CompletedTask;
    }

    public Task OnSuperseded(string sessionId, long epoch)
    {
        book.Find(sessionId)?.Superseded(epoch);
        return Task.CompletedTask;
    }
}

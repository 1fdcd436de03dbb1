using System.Collections.Concurrent;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>The sessions of this gateway that are attached to an inbox, or about to be.</summary>
internal sealed class AttachmentRegistry(CommandInstruments instruments)
{
    private readonly ConcurrentDictionary<string, CommandSession> _sessions = new();

    public IEnumerable<CommandSession> Sessions => _sessions.Select(pair => pair.Value);

    public CommandSession? Find(string sessionId) => _sessions.GetValueOrDefault(sessionId);

    public void Add(CommandSession session)
    {
        if (_sessions.TryAdd(session.Id, session))
        {
            instruments.Attached(1);
        }
    }

    public void Remove(CommandSession session)
    {
        if (_sessions.TryRemove(session.Id, out _))
        {
            instruments.Attached(-1);
        }
    }
}

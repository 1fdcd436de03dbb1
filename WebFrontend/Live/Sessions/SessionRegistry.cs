using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>All sessions of this gateway, and the places left.</summary>
internal sealed class SessionRegistry(IOptions<LiveOptions> options)
{
    private readonly ConcurrentDictionary<string, LiveSession> _sessions = new();
    private readonly Dictionary<string, int> _places = [];
    private readonly Lock _lock = new();
    private int _taken;
    private bool _closed;

    public IEnumerable<LiveSession> Sessions => _sessions.Select(pair => pair.Value);

    /// <summary>Takes a place before the upgrade. The caller gives it back with <see cref="GiveBack"/>.</summary>
    public Place TryTake(string subject)
    {
        lock (_lock)
        {
            var own = _places.GetValueOrDefault(subject);
            if (_closed || _taken >= options.Value.SessionsMax)
            {
                return Place.GatewayFull;
            }
            if (own >= options.Value.SessionsPerSubjectMax)
            {
                return Place.SubjectFull;
            }
            _taken++;
            _places[subject] = own + 1;
            return Place.Taken;
        }
    }

    public void GiveBack(string subject)
    {
        lock (_lock)
        {
            _taken--;
            if (--_places[subject] == 0)
            {
                _places.Remove(subject);
            }
        }
    }

    public void Add(LiveSession session) => _sessions[session.Id] = session;

    public void Remove(LiveSession session) => _sessions.TryRemove(session.Id, out _);

    /// <summary>Takes nobody in any more and ends every session when its acknowledgements are out.</summary>
    public Task Drain()
    {
        lock (_lock)
        {
            _closed = true;
        }
        return Task.WhenAll(Sessions.Select(session => session.Drain()));
    }
}

internal enum Place
{
    Taken,

    /// <summary>This gateway is full or stops; another may have room.</summary>
    GatewayFull,

    /// <summary>The subject has as many sessions as it may.</summary>
    SubjectFull,
}

using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>
/// Under which token each attached session can be resumed. A dropped one is kept for a while, within bounds of number and bytes; what is not
/// here any more (or was never) is no error: everything pending is sent instead.
/// </summary>
internal sealed class ResumeRegistry(IOptions<CommandSessionOptions> options, CommandInstruments instruments, TimeProvider clock)
{
    /// <summary>Bytes of a token: nobody guesses one.</summary>
    private const int TokenBytes = 32;

    private readonly CommandSessionOptions _options = options.Value;
    private readonly Dictionary<string, Kept> _kept = [];
    private readonly LinkedList<Kept> _dropped = new();
    private readonly Lock _lock = new();
    private long _bytes;

    /// <summary>Gives an attached session its token.</summary>
    public string Issue(CommandSession session)
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        lock (_lock)
        {
            _kept.Add(token, new Kept(token, session));
        }
        return token;
    }

    /// <summary>
    /// Takes the session kept under a token, once. A client that resumes is given another token.
    /// Null when the session was forgotten, is another efectivo's, or never existed.
    /// </summary>
    public CommandSession? Take(string token, string efectivoId)
    {
        lock (_lock)
        {
            Forget();
            if (!_kept.TryGetValue(token, out var kept) || kept.Session.EfectivoId != efectivoId)
            {
                return null;
            }
            Remove(kept);
            return kept.Session;
        }
    }

    /// <summary>A token of a session that has a newer one is worth nothing any more.</summary>
    public void Revoke(string token)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(token, out var kept))
            {
                Remove(kept);
            }
        }
    }

    /// <summary>The session is gone: from now on its time runs.</summary>
    public void Drop(string token)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(token, out var kept) && kept.Place is null)
            {
                kept.DroppedAt = clock.GetTimestamp();
                kept.Bytes = kept.Session.Log?.Bytes ?? 0;
                kept.Place = _dropped.AddLast(kept);
                _bytes += kept.Bytes;
            }
            Forget();
        }
    }

    private void Forget()
    {
        var life = TimeSpan.FromSeconds(_options.ResumeS);
        while (_dropped.First?.Value is { } oldest)
        {
            var expired = clock.GetElapsedTime(oldest.DroppedAt) >= life;
            if (!expired && _dropped.Count <= _options.ResumeSessionsMax && _bytes <= _options.ResumeBytesMax)
            {
                return;
            }
            if (!expired)
            {
                instruments.Evicted();
            }
            Remove(oldest);
        }
    }

    private void Remove(Kept kept)
    {
        _kept.Remove(kept.Token);
        if (kept.Place is { } place)
        {
            _dropped.Remove(place);
            _bytes -= kept.Bytes;
        }
    }

    private sealed class Kept(string token, CommandSession session)
    {
        public string Token { get; } = token;

        public CommandSession Session { get; } = session;

        public LinkedListNode<Kept>? Place { get; set; }

        public long DroppedAt { get; set; }

        public int Bytes { get; set; }
    }
}

namespace GrupoGad.Commands;

/// <summary>The sessions through which an efectivo can be reached.</summary>
internal sealed class InboxSessions(int max, TimeSpan expiry)
{
    private readonly List<Session> _sessions = [];
    private long _epoch;

    public bool Any => _sessions.Count > 0;

    /// <summary>The newest wins: the former one of its device goes, then the oldest beyond the limit.</summary>
    public (long Epoch, IReadOnlyList<Attachment> Superseded) Attach(Attachment attachment, DateTime now)
    {
        DropExpired(now);
        _sessions.RemoveAll(session => session.Attachment.SessionId == attachment.SessionId);
        // Grows by the clock too, so that it goes on growing in a new activation.
        _epoch = Math.Max(_epoch + 1, new DateTimeOffset(now).ToUnixTimeMilliseconds());
        var superseded = _sessions.Where(session => session.Attachment.Device == attachment.Device).ToList();
        superseded.AddRange(_sessions.Except(superseded).Take(Math.Max(0, _sessions.Count - superseded.Count + 1 - max)));
        _sessions.RemoveAll(superseded.Contains);
        _sessions.Add(new Session(attachment with { Epoch = _epoch }, now + expiry));
        return (_epoch, [.. superseded.Select(session => session.Attachment)]);
    }

    public bool Renew(Attachment attachment, DateTime now)
    {
        DropExpired(now);
        var at = _sessions.FindIndex(session => session.Attachment.SessionId == attachment.SessionId && session.Attachment.Epoch == attachment.Epoch);
        if (at >= 0)
        {
            _sessions[at] = new Session(attachment, now + expiry);
        }
        return at >= 0;
    }

    public void Drop(string sessionId) => _sessions.RemoveAll(session => session.Attachment.SessionId == sessionId);

    public Attachment[] Live(DateTime now)
    {
        DropExpired(now);
        return [.. _sessions.Select(session => session.Attachment)];
    }

    private void DropExpired(DateTime now) => _sessions.RemoveAll(session => session.ExpiresAt <= now);

    private sealed record Session(Attachment Attachment, DateTime ExpiresAt);
}

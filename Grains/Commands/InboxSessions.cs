namespace GrupoGad.Commands;

/// <summary>The sessions through which an efectivo can be reached, oldest first.</summary>
/// <remarks>
/// The order of sessions is that in which their clients asked, whatever the order in which calls are carried out: a place in it (the epoch) is taken when a
/// call comes in, and kept when a gateway attaches a session again. So an old one never takes the place of a newer one.
/// </remarks>
internal sealed class InboxSessions(int max, TimeSpan expiry)
{
    /// <summary>Ids remembered as superseded: their gateways end them within seconds of the notice.</summary>
    private const int SupersededMax = 64;

    private readonly List<Session> _sessions = [];
    private readonly Queue<string> _superseded = new();
    private long _epoch;

    /// <summary>The newest place. Grows by the clock too, so that it goes on growing in a new activation.</summary>
    public long NextEpoch(DateTime now) => _epoch = Math.Max(_epoch + 1, new DateTimeOffset(now).ToUnixTimeMilliseconds());

    /// <summary>
    /// Adds a session; the newest wins. The device's former session goes, then the oldest beyond the limit. False when newer sessions have taken over.
    /// </summary>
    /// <param name="isComplete">It is handed everything that is pending.</param>
    public bool TryAttach(Attachment attachment, bool isAnew, bool isComplete, DateTime now, out IReadOnlyList<Attachment> superseded)
    {
        superseded = [];
        DropExpired(now);
        _epoch = Math.Max(_epoch, attachment.Epoch);
        var newer = _sessions.FindAll(session => session.Attachment.Epoch > attachment.Epoch && session.Attachment.SessionId != attachment.SessionId);
        if (isAnew && _superseded.Contains(attachment.SessionId)
            || newer.Count >= max || newer.Exists(session => session.Attachment.Device == attachment.Device))
        {
            return false;
        }
        _sessions.RemoveAll(session => session.Attachment.SessionId == attachment.SessionId);
        var older = _sessions.Except(newer).ToList();
        var leaving = older.FindAll(session => session.Attachment.Device == attachment.Device);
        leaving.AddRange(older.Except(leaving).Take(Math.Max(0, _sessions.Count - leaving.Count + 1 - max)).ToArray());
        leaving.ForEach(Supersede);
        _sessions.Insert(_sessions.Count - newer.Count, new Session(attachment, now + expiry, isComplete));
        superseded = [.. leaving.Select(session => session.Attachment)];
        return true;
    }

    /// <summary>False: it is not known, or what it was handed was not everything.</summary>
    public bool Renew(Attachment attachment, DateTime now)
    {
        DropExpired(now);
        var at = _sessions.FindIndex(session => session.Attachment.SessionId == attachment.SessionId && session.Attachment.Epoch == attachment.Epoch);
        if (at < 0 || !_sessions[at].IsComplete)
        {
            return false;
        }
        _sessions[at] = new Session(attachment, now + expiry, IsComplete: true);
        return true;
    }

    public void Drop(string sessionId) => _sessions.RemoveAll(session => session.Attachment.SessionId == sessionId);

    public Attachment[] Live(DateTime now)
    {
        DropExpired(now);
        return [.. _sessions.Select(session => session.Attachment)];
    }

    private void Supersede(Session session)
    {
        _sessions.Remove(session);
        _superseded.Enqueue(session.Attachment.SessionId);
        if (_superseded.Count > SupersededMax)
        {
            _superseded.Dequeue();
        }
    }

    private void DropExpired(DateTime now) => _sessions.RemoveAll(session => session.ExpiresAt <= now);

    private sealed record Session(Attachment Attachment, DateTime ExpiresAt, bool IsComplete);
}

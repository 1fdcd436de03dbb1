using GrupoGad.Commands;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;
using Microsoft.Extensions.Options;
using Attachment = GrupoGad.Commands.Attachment;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>Attaches sessions to their efectivos' inboxes, lets dropped ones go on, and renews the attachments at the inboxes.</summary>
internal sealed partial class SessionAttachment(
    AttachmentRegistry book, ResumeRegistry resumes, CommandObserver door, CommandFrames frames, IGrainFactory grains, CommandInstruments instruments,
    IOptions<CommandSessionOptions> options, ILogger<SessionAttachment> logger)
{
    private readonly CommandSessionOptions _options = options.Value;

    /// <summary>A client's wish to be reached through this session. False: no such efectivo.</summary>
    /// <remarks>Held by the session's <see cref="CommandSession.Turn"/>.</remarks>
    public async Task<bool> Attach(CommandSession session, Attach wish)
    {
        if (session.Ended)
        {
            return true;
        }
        session.Device = wish.Device;
        // Before the call, because the inbox may send before its answer is here. Its frames are held back until the session is open.
        book.Add(session);
        var answer = await AttachAtInbox(session);
        if (!answer.Attached)
        {
            book.Remove(session);
            return false;
        }
        if (answer.Superseded)
        {
            session.Close();
            return true;
        }
        var (resumed, unsent) = Resume(session, wish);
        var log = resumed?.Log ?? new SentLog(session.Subprotocol, _options.ResumeFrames, _options.ResumeFrameBytes);
        // Before anything leaves: what the client has open now, not what it is about to be sent.
        var owed = log.Owed();
        Name(session, log);
        var attached = new Attached { EfectivoId = session.EfectivoId, ResumeToken = session.ResumeToken, Resumed = resumed is not null, Epoch = session.Epoch };
        session.Outbox.Open(new ServerFrame { Attached = attached }.Encode(session.Subprotocol), log, resumed?.Replay ?? []);
        foreach (var frame in unsent)
        {
            session.Take(frame, backlog: true);
        }
        Send(session, answer);
        Settle(session, owed, answer);
        return true;
    }

    /// <summary>Renews the session at the inbox, or attaches it again where the inbox has forgotten it. False: try again soon.</summary>
    /// <param name="unsure">A silo was lost: what the client knows of its efectivo may be out of date.</param>
    public async Task<bool> Renew(CommandSession session, bool unsure)
    {
        if (!await session.Turn.WaitAsync(0))
        {
            return true; // A client's attach is under way: that renews it.
        }
        try
        {
            if (session.Ended || session.Log is null)
            {
                return true;
            }
            instruments.Renewed(await Renewed(session, unsure));
            return true;
        }
        catch (Exception exception)
        {
            instruments.Renewed("failed");
            LogRenewalFailed(logger, exception.GetType().Name);
            return false;
        }
        finally
        {
            session.Turn.Release();
        }
    }

    /// <summary>The session ends once, whether or not its socket is gone already. It may be resumed for a while, and the inbox looks for another way.</summary>
    public async Task Leave(CommandSession session)
    {
        book.Remove(session);
        // Kept for good: an attach that is under way ends first, and no other begins.
        await session.Turn.WaitAsync();
        book.Remove(session);
        if (session.ResumeToken is not { } token)
        {
            return;
        }
        resumes.Drop(token);
        try
        {
            await Within(new ValueTask<bool>(Detach(session)));
        }
        catch (Exception exception)
        {
            // It expires there by itself.
            LogDetachFailed(logger, exception.GetType().Name);
        }
    }

    private async Task<string> Renewed(CommandSession session, bool unsure)
    {
        if (await Within(Inbox(session).Renew(Attachment(session, session.Epoch) with { Unsure = unsure })))
        {
            return "renewed";
        }
        // Before the call: what comes while it is under way is not over for not being in its answer.
        var owed = session.Log!.Owed();
        // In its old place: what took over meanwhile is newer than this.
        var answer = await Within(Inbox(session).Attach(Attachment(session, session.Epoch)));
        if (answer.Superseded)
        {
            session.Close();
            return "superseded";
        }
        session.Epoch = Math.Max(session.Epoch, answer.Epoch);
        Send(session, answer);
        Settle(session, owed, answer);
        return "attached_anew";
    }

    private async Task<bool> Detach(CommandSession session)
    {
        await Inbox(session).Detach(session.Id);
        return true;
    }

    private async Task<AttachAnswer> AttachAtInbox(CommandSession session)
    {
        try
        {
            var answer = await Inbox(session).Attach(Attachment(session, 0));
            session.Epoch = answer.Epoch;
            return answer;
        }
        catch
        {
            if (session.Log is null)
            {
                book.Remove(session);
            }
            throw;
        }
    }

    private (Resumed? Resumed, IReadOnlyList<CommandFrame> Unsent) Resume(CommandSession session, Attach wish)
    {
        if (wish.ResumeToken.Length == 0)
        {
            return (null, session.Outbox.Surrender());
        }
        var former = resumes.Take(wish.ResumeToken, session.EfectivoId);
        // First: should the former session's socket still look open, it numbers nothing from here on.
        var unsent = former?.Outbox.Surrender() ?? [];
        if (former != session)
        {
            unsent = [.. unsent, .. session.Outbox.Surrender()];
            former?.Close();
        }
        var replay = former?.Log?.After(wish.LastSequence);
        instruments.Resumed(replay is not null);
        return (replay is null ? null : new Resumed(former!.Log!, replay), unsent);
    }

    private void Name(CommandSession session, SentLog log)
    {
        if (session.ResumeToken is { } old)
        {
            resumes.Revoke(old);
        }
        session.Log = log;
        session.ResumeToken = resumes.Issue(session);
    }

    private void Send(CommandSession session, AttachAnswer answer)
    {
        foreach (var offer in answer.Pending)
        {
            if (!session.Log!.Holds(offer.CommandId))
            {
                session.Take(frames.Of(offer), backlog: true);
            }
        }
    }

    // A command open at the client and not at the inbox was settled while the client could not be notified.
    private void Settle(CommandSession session, string[] owed, AttachAnswer answer)
    {
        if (answer.Incomplete)
        {
            return;
        }
        foreach (var commandId in owed.Except(answer.Pending.Select(offer => offer.CommandId)))
        {
            session.Take(frames.Withdrawal(commandId, ""), backlog: true);
        }
    }

    private IInboxGrain Inbox(CommandSession session) => grains.GetGrain<IInboxGrain>(session.EfectivoId);

    private Attachment Attachment(CommandSession session, long epoch) =>
        new() { Gateway = door.Reference, SessionId = session.Id, Device = session.Device, Epoch = epoch };

    private Task<T> Within<T>(ValueTask<T> call) => call.AsTask().WaitAsync(TimeSpan.FromSeconds(_options.RenewalMaxS));

    /// <param name="Log">Numbered on in it.</param>
    /// <param name="Replay">The frames that the client does not have.</param>
    private sealed record Resumed(SentLog Log, IReadOnlyList<NumberedFrame> Replay);
}

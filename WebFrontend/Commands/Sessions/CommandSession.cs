using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>One live session as the command endpoint knows it, with its efectivo and the outbox of its commands.</summary>
/// <param name="close">Ends the session with a code and a reason.</param>
internal sealed class CommandSession(string id, string efectivoId, Subprotocol subprotocol, Outbox outbox, Action<int, string> close)
{
    private Action<int, string> _close = close;
    private volatile bool _ended;

    public string Id { get; } = id;

    public string EfectivoId { get; } = efectivoId;

    public Subprotocol Subprotocol { get; } = subprotocol;

    public Outbox Outbox { get; } = outbox;

    /// <summary>The client's name for its device.</summary>
    public string Device { get; set; } = "";

    /// <summary>As the inbox said.</summary>
    public long Epoch { get; set; }

    /// <summary>The log of frames sent to the client; null until the session is attached.</summary>
    public SentLog? Log { get; set; }

    /// <summary>Under which it can be resumed; null until it is attached.</summary>
    public string? ResumeToken { get; set; }

    /// <summary>When its attachment is renewed, milliseconds of the renewal's clock.</summary>
    public long RenewMs { get; set; }

    /// <summary>An attach or renewal is under way: one at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>It is to be closed: nothing attaches it any more, however long its socket stays.</summary>
    public bool Ended => _ended;

    /// <remarks>A registry that keeps the session for a resume keeps nothing of the socket.</remarks>
    public void End() => (_ended, _close) = (true, static (_, _) => { });

    /// <summary>A command from the inbox. One that the client has said to have is not sent again.</summary>
    /// <param name="backlog">It was pending already when the client came.</param>
    public void Take(CommandFrame frame, bool backlog = false)
    {
        if (!frame.Withdraws && Log is { } log && log.IsDelivered(frame.CommandId))
        {
            return;
        }
        if (Outbox.Offer(frame, backlog) == Offered.Full)
        {
            _close(Live.CloseCodes.Behind, "commands wait: connect again and resume");
        }
    }

    /// <param name="epoch">Of the session that took over.</param>
    public void Superseded(long epoch)
    {
        if (epoch > Epoch)
        {
            Close();
        }
    }

    /// <summary>Another session of the efectivo took over.</summary>
    public void Close() => _close(Live.CloseCodes.Superseded, "a newer session took over");
}

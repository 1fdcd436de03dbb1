using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>Limits of an outbox.</summary>
/// <param name="Answers">Answers that may wait; the next one finds the outbox choked.</param>
/// <param name="Live">Ticks whose live frames may be on their way, the one being written included.</param>
/// <param name="Commands">Commands that may wait.</param>
/// <param name="Patience">Times that a lane is passed over by higher ones before its turn.</param>
internal readonly record struct OutboxLimits(int Answers, int Live, int Commands, int Patience);

/// <summary>A message that leaves next. The writer that takes it calls <see cref="Outbox.Written"/>.</summary>
internal readonly record struct Outgoing(LiveMessage Message, OutLane Lane)
{
    /// <summary>The last live frame of its tick.</summary>
    public bool Last { get; init; }

    /// <summary>The command or withdrawal that it is; null for all else.</summary>
    public CommandFrame? Frame { get; init; }

    /// <summary>Its number in the session; 0 for all else.</summary>
    public ulong Sequence { get; init; }
}

/// <summary>The outcome of a command that was put into an outbox.</summary>
internal enum Offered
{
    Taken,

    /// <summary>It waits there already.</summary>
    Waiting,

    /// <summary>The client does not keep up.</summary>
    Full,

    /// <summary>The session ends; its successor gets it from the inbox.</summary>
    Closed,
}

namespace GrupoGad.Commands;

/// <summary>How urgent a command is, and with it its deadlines and its place in every queue. Numbers are stored and sent: append only.</summary>
public enum CommandClass
{
    /// <summary>On the socket in 250 ms (p95), answered in 5 s or it escalates. Overtakes everything.</summary>
    Critical = 1,

    /// <summary>On the socket in 500 ms (p95).</summary>
    Operational = 2,

    /// <summary>On the socket in 750 ms (p95).</summary>
    Routine = 3,
}

/// <summary>Numbers are stored and sent: append only.</summary>
public enum CommandKind
{
    /// <summary>To be accepted or refused.</summary>
    Order = 1,

    /// <summary>To be seen; asks for no answer.</summary>
    Notice = 2,

    /// <summary>An operation asks for an efectivo: its answer is that of the assignment.</summary>
    Proposal = 3,
}

/// <summary>One step of a recipient's ladder. Numbers are stored and sent: append only.</summary>
public enum LadderStep
{
    /// <summary>Durable.</summary>
    Issued = 1,

    /// <summary>In the efectivo's inbox.</summary>
    Enqueued = 2,

    /// <summary>Handed to the gateway of its session.</summary>
    Sent = 3,

    /// <summary>The client has it.</summary>
    Delivered = 4,

    /// <summary>It was in front of the person.</summary>
    Seen = 5,

    Accepted = 6,

    /// <summary>With a reason.</summary>
    Refused = 7,

    EnRoute = 8,
    OnScene = 9,
    Done = 10,

    /// <summary>The deadline passed without an answer.</summary>
    Expired = 11,

    /// <summary>No answer in time: the next in line was notified. The recipient may still answer.</summary>
    Escalated = 12,

    Withdrawn = 13,

    /// <summary>Accepted, and cannot any more; with a reason. The centre looks for another efectivo.</summary>
    Unable = 14,

    /// <summary>As <see cref="Escalated"/>, of one marked before because it did not have the command in time: now the next in line was notified too.</summary>
    NextTold = 15,
}

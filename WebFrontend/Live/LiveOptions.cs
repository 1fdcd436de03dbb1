using System.ComponentModel.DataAnnotations;

namespace GrupoGad.WebFrontend.Live;

/// <summary>Limits and pace of the live endpoint. Section <c>Gad:Live</c>.</summary>
public sealed class LiveOptions
{
    public const string Section = "Gad:Live";

    /// <summary>Origins a browser may come from besides our own host, e.g. <c>https://mapa.example.org</c>. Default none.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Sessions open at once on this gateway. Default 10,000: at about 20 KB each, 200 MB.</summary>
    [Range(1, 200_000)]
    public int SessionsMax { get; set; } = 10_000;

    /// <summary>Sessions open at once of one subject. Default 64: an operator has few screens, an integrator's relay some connections.</summary>
    [Range(1, 100_000)]
    public int SessionsPerSubjectMax { get; set; } = 64;

    /// <summary>Milliseconds between two frames of a session. Default 50: a quarter of a cell's tick, and 20 writes a second at most.</summary>
    [Range(5, 5_000)]
    public int PumpMs { get; set; } = 50;

    /// <summary>Live cells in one viewport; more of them are shown as counts. Default 600: a large screen at zoom 9.</summary>
    [Range(1, 10_000)]
    public int LiveCellsMax { get; set; } = 600;

    /// <summary>Count cells in one viewport: decides the level. Default 400.</summary>
    [Range(16, 10_000)]
    public int CountCellsMax { get; set; } = 400;

    /// <summary>Seconds between two renewals of a cell's watch. Default 12: it expires after 45.</summary>
    [Range(1, 40)]
    public int RenewS { get; set; } = 12;

    /// <summary>
    /// Seconds that a cell's members stay on screens after the cell restarted, empty, because its silo died, unless they come back before. Default 30:
    /// they are back within seconds of the death being noticed, a large fleet takes longer. It is wrong only for who went where nobody looks meanwhile.
    /// </summary>
    [Range(0, 300)]
    public int HoldS { get; set; } = 30;

    /// <summary>Seconds that a cell nobody looks at any more stays watched. Default 10: people pan back.</summary>
    [Range(0, 300)]
    public int LingerS { get; set; } = 10;

    /// <summary>Calls to cells and boards under way at once. Default 64.</summary>
    [Range(1, 4_096)]
    public int CellCallsMax { get; set; } = 64;

    /// <summary>Batches waiting for the broadcaster. Default 65,536; what does not fit is healed by a snapshot.</summary>
    [Range(64, 1_000_000)]
    public int InboxMax { get; set; } = 65_536;

    /// <summary>Efectivos one session may follow. Default 50: a list a person reads.</summary>
    [Range(0, 1_000)]
    public int FollowedMax { get; set; } = 50;

    /// <summary>Commands whose ladders one session may follow. Default 20: more are not read.</summary>
    [Range(0, 1_000)]
    public int CommandsFollowedMax { get; set; } = 20;

    /// <summary>Ladders in the frame of a followed command; the rest are paged over REST. Default 500.</summary>
    [Range(1, 1_000)]
    public int LaddersMax { get; set; } = 500;

    /// <summary>
    /// Followed efectivos and commands asked a second over all sessions, each at most once a second.
    /// Default 2,000; more are asked less often.
    /// </summary>
    [Range(1, 100_000)]
    public int FollowPerS { get; set; } = 2_000;

    /// <summary>Ticks whose live frames are on their way to a session's socket. Default 2: one being written, one ready.</summary>
    [Range(1, 16)]
    public int LiveFramesMax { get; set; } = 2;

    /// <summary>
    /// Bytes of one tick's frames of a session; the rest follows in the next.
    /// Default 256 KiB; one cell is never split, nor the board's snapshot.
    /// </summary>
    [Range(4_096, 16_777_216)]
    public int FrameBytesMax { get; set; } = 262_144;

    /// <summary>Answers waiting for a session's socket. Default 256; a client that lets more gather is closed with 4008.</summary>
    [Range(16, 65_536)]
    public int AnswersMax { get; set; } = 256;

    /// <summary>Seconds that one message may take to be written. Default 30, then the session is closed with 4008.</summary>
    [Range(1, 600)]
    public int WriteS { get; set; } = 30;

    /// <summary>Bytes of a client's message. Default 64 KiB: 500 reports fit.</summary>
    [Range(1_024, 1_048_576)]
    public int MessageBytesMax { get; set; } = 65_536;

    /// <summary>Bytes of a message that is too large but still read to its end and answered. Default 1 MiB; beyond it 1009.</summary>
    [Range(1_024, 67_108_864)]
    public int DrainBytesMax { get; set; } = 1_048_576;

    /// <summary>Reports in one batch. Default 500.</summary>
    [Range(1, 2_000)]
    public int ReportsMax { get; set; } = 500;

    /// <summary>Batches of one session under way to their acknowledgement. Default 16; the next ones wait, and hold up nothing else that it says.</summary>
    [Range(1, 256)]
    public int BatchesMax { get; set; } = 16;

    /// <summary>Batches of one session that wait for that. Default 64; one more is refused with too_many and sent again by its client.</summary>
    [Range(1, 1_024)]
    public int BatchesWaitingMax { get; set; } = 64;

    /// <summary>Client frames a second that are taken for long. Default 200: forty times what a phone sends.</summary>
    [Range(1, 100_000)]
    public int FramesPerS { get; set; } = 200;

    /// <summary>Client frames taken at once. Default 400.</summary>
    [Range(1, 100_000)]
    public int FramesBurst { get; set; } = 400;

    /// <summary>Frames dropped for flooding after which the session is closed with 4003. Default 200.</summary>
    [Range(1, 100_000)]
    public int FloodMax { get; set; } = 200;

    /// <summary>Malformed frames after which the session is closed with 1008; one is forgiven every ten seconds. Default 20.</summary>
    [Range(1, 10_000)]
    public int MalformedMax { get; set; } = 20;

    /// <summary>Seconds between the server's heartbeats. Default 15.</summary>
    [Range(1, 300)]
    public int HeartbeatS { get; set; } = 15;

    /// <summary>Seconds of a client's silence after which it is closed with 4002. Default 45: three heartbeats.</summary>
    [Range(2, 900)]
    public int SilenceS { get; set; } = 45;

    /// <summary>Seconds that outstanding acknowledgements have at shutdown. Default 10.</summary>
    [Range(0, 300)]
    public int DrainS { get; set; } = 10;
}

using System.ComponentModel.DataAnnotations;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>Limits and pace of the sessions through which commands reach efectivos. Section <c>Gad:CommandSessions</c>.</summary>
public sealed class CommandSessionOptions
{
    public const string Section = "Gad:CommandSessions";

    /// <summary>
    /// Commands that may wait for one session's socket, besides those that were pending when it attached.
    /// Default 1,024; a client that lets more gather is closed with 4009 and resumes.
    /// </summary>
    [Range(8, 65_536)]
    public int CommandsMax { get; set; } = 1_024;

    /// <summary>
    /// Frames of higher lanes that may leave before one of a lower lane does.
    /// Default 8: nothing starves, and a critical command waits for four frames at most.
    /// </summary>
    [Range(1, 1_024)]
    public int LanePatience { get; set; } = 8;

    /// <summary>Acknowledgements and wishes of one session under way at once. Default 64; more are refused and sent again by the client.</summary>
    [Range(1, 1_024)]
    public int CallsMax { get; set; } = 64;

    /// <summary>Characters of a device's name. Default 64.</summary>
    [Range(1, 256)]
    public int DeviceMax { get; set; } = 64;

    /// <summary>Seconds between two renewals of an attachment. Default 5: an inbox that came to life elsewhere knows its sessions soon.</summary>
    [Range(1, 60)]
    public int RenewS { get; set; } = 5;

    /// <summary>
    /// Seconds after the loss of a silo in which attachments are renewed each second. Default 15: an inbox that got a new home before the death
    /// was known may get another one after it.
    /// </summary>
    [Range(0, 120)]
    public int UnrestS { get; set; } = 15;

    /// <summary>Renewals under way at once. Default 256.</summary>
    [Range(1, 4_096)]
    public int RenewalsMax { get; set; } = 256;

    /// <summary>Milliseconds until a renewal that failed is made again. Default 250: a silo that died leaves its inboxes to others within seconds.</summary>
    [Range(50, 10_000)]
    public int RetryMs { get; set; } = 250;

    /// <summary>Seconds that one renewal may take before it counts as failed. Default 2: calls to a silo that hangs must not hold up the others.</summary>
    [Range(1, 30)]
    public int RenewalMaxS { get; set; } = 2;

    /// <summary>Numbered frames kept of a session for a replay. Default 256.</summary>
    [Range(1, 65_536)]
    public int ResumeFrames { get; set; } = 256;

    /// <summary>Bytes of them. Default 128 KiB.</summary>
    [Range(1_024, 16_777_216)]
    public int ResumeFrameBytes { get; set; } = 131_072;

    /// <summary>Seconds that a dropped session can be resumed here. Default 60; later everything pending is sent.</summary>
    [Range(1, 3_600)]
    public int ResumeS { get; set; } = 60;

    /// <summary>Dropped sessions kept. Default 10,000; the oldest goes first.</summary>
    [Range(1, 200_000)]
    public int ResumeSessionsMax { get; set; } = 10_000;

    /// <summary>Bytes of all dropped sessions' frames. Default 64 MiB; the oldest session goes first.</summary>
    [Range(65_536, 4_294_967_296)]
    public long ResumeBytesMax { get; set; } = 67_108_864;
}

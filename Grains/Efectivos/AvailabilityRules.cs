using GrupoGad.Texts;

namespace GrupoGad.Efectivos;

/// <summary>Which availability may follow which.</summary>
public static class AvailabilityRules
{
    /// <summary>The rule that refuses the text about a step, or null. The text is stored and shown in lists, as one line.</summary>
    public static string? Refuses(string reason) =>
        TextLength.Exceeds(reason, AvailabilityChange.ReasonLengthMax) || reason.Any(char.IsControl)
            ? TextLength.Rule($"a reason has at most {AvailabilityChange.ReasonLengthMax} characters, none of them a control character", reason)
            : null;

    /// <summary>The rule that refuses the step, or null when it is allowed.</summary>
    public static string? Refuses(Availability from, Availability to) => (from, to) switch
    {
        _ when !Enum.IsDefined(to) => "availability is one of Available, OnTask, OffDuty, Unavailable",
        (Availability.OnTask, Availability.OffDuty) => "an efectivo on a task is released from it before going off duty",
        (Availability.OffDuty, Availability.OnTask) => "an efectivo off duty becomes Available before it takes a task",
        (Availability.Unavailable, Availability.OnTask) => "an unavailable efectivo becomes Available before it takes a task",
        _ => null,
    };
}

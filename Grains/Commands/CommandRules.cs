using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using GrupoGad.Geo;
using GrupoGad.Texts;

namespace GrupoGad.Commands;

/// <summary>Checks of an issuer's request, and the actions of a command as time passes. Pure.</summary>
public static partial class CommandRules
{
    public const int TextMax = 2_000;
    public const int ReasonMax = 500;
    public const int AttachmentMax = 500;
    public const int EntriesMax = 500;
    public const int RingMax = 1_000;
    private const int ActorMax = 200;

    /// <summary>The field at fault, its value and the rule; null when all is well.</summary>
    public static IssueAnswer? Fault(string commandId, IssueCommand wish, DateTime now, CommandOptions options) =>
        !IdShape().IsMatch(commandId) ? Fault("commandId", commandId, "8–64 letters, digits, _ and -")
        : !Enum.IsDefined(wish.Class) ? Fault("class", wish.Class, "Critical, Operational or Routine")
        : !Enum.IsDefined(wish.Kind) ? Fault("kind", wish.Kind, "Order, Notice or Proposal")
        : !IsText(wish.Text, 1, TextMax) ? Fault("text", TextLength.Of(wish.Text), TextLength.Rule("1–2,000 characters of valid text", wish.Text))
        : !IsText(wish.Issuer, 1, ActorMax) ? Fault("issuer", TextLength.Of(wish.Issuer), "1–200 characters")
        : !IsText(wish.Attachment, 0, AttachmentMax) ? Fault("attachment", TextLength.Of(wish.Attachment), TextLength.Rule("0–500 characters of valid text", wish.Attachment))
        : wish.OperationId is not { } operation || operation.Length > 0 && !OperationShape().IsMatch(operation) ? Fault("operationId", wish.OperationId, "an operation's code, or empty")
        : !IsText(wish.AssignmentId, 0, 64) ? Fault("assignmentId", TextLength.Of(wish.AssignmentId), TextLength.Rule("0–64 characters", wish.AssignmentId))
        : wish.Point is { IsValid: false } ? Fault("point", "", "a point on the earth")
        : wish.IssuedFrom is { IsValid: false } ? Fault("issuedFrom", "", "a point on the earth")
        : wish.Area.Length > 0 && !IsRing(wish.Area) ? Fault("area", wish.Area.Length, "3–1,000 corners on the earth")
        : wish.Recipients.Length is 0 or > EntriesMax ? Fault("recipients", wish.Recipients.Length, "1–500 entries")
        : wish.Recipients.Any(entry => !IsEntry(entry)) ? Fault("recipients", "", "a kind with its code or name of 1–200 characters, a ring of 3–1,000 corners, or a circle of 1–100,000 m")
        : wish.AnswerWithin is { } within && (within <= TimeSpan.Zero || within > TimeSpan.FromDays(options.DeadlineMaxDays)) ? Fault("answerWithin", within, $"more than nothing, at most {options.DeadlineMaxDays} days")
        : wish.Deadline is { Kind: not DateTimeKind.Utc } ? Fault("deadline", wish.Deadline, "UTC")
        : wish.Deadline <= now ? Fault("deadline", wish.Deadline?.ToString("O"), "not past already")
        : wish.Deadline > now.AddDays(options.DeadlineMaxDays) ? Fault("deadline", wish.Deadline?.ToString("O"), $"within {options.DeadlineMaxDays} days")
        : wish.Kind == CommandKind.Proposal && (wish.OperationId.Length == 0 || wish.AssignmentId.Length == 0 || wish.Recipients is not [{ Kind: RecipientKind.Efectivo }])
            ? Fault("kind", wish.Kind, "a proposal is of one assignment of one operation, to one efectivo")
        : null;

    /// <summary>The command as its recipients will get it, with the times of its class where the issuer names none.</summary>
    public static CommandOffer Offer(string commandId, IssueCommand wish, DateTime now, CommandOptions options)
    {
        var times = options.Of(wish.Class);
        var within = wish.AnswerWithin ?? TimeSpan.FromSeconds(times.AnswerWithinS);
        var deadline = wish.Deadline ?? now + TimeSpan.FromSeconds(Math.Max(times.DeadlineS, within.TotalSeconds));
        return new CommandOffer
        {
            CommandId = commandId, Issuer = wish.Issuer, Class = wish.Class, Kind = wish.Kind, Text = wish.Text, OperationId = wish.OperationId,
            AssignmentId = wish.AssignmentId, Point = wish.Point, Area = wish.Area, Attachment = wish.Attachment,
            IssuedAt = now, AnswerBy = now + within < deadline ? now + within : deadline, Deadline = deadline,
        };
    }

    /// <summary>Lists that were left out are empty ones.</summary>
    public static IssueCommand Complete(IssueCommand wish) => wish with
    {
        Area = wish.Area.IsDefault ? [] : wish.Area,
        Recipients = wish.Recipients.IsDefault ? [] : [.. wish.Recipients.Select(entry => entry.Ring.IsDefault ? entry with { Ring = [] } : entry)],
    };

    /// <summary>Distinguishes a repeated request from another one under the same id. The issuer's place may change between two tries.</summary>
    public static string Digest(IssueCommand wish) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(wish with { IssuedFrom = null })));

    /// <summary>Returns the fault of a recipient's step at any ladder; null: none.</summary>
    public static string? Fault(RecipientStep step) =>
        !IsText(step.Actor, 1, ActorMax) ? "actor: 1–200 characters"
        : !IsText(step.Reason, LadderSteps.NeedsReason(step.Step) ? 1 : 0, ReasonMax) || LadderSteps.NeedsReason(step.Step) && string.IsNullOrWhiteSpace(step.Reason)
            ? TextLength.Rule(LadderSteps.NeedsReason(step.Step) ? "reason: a refusal, and being unable, need one of 1–500 characters"
            : "reason: at most 500 characters of valid text", step.Reason)
        : step.Position is { IsValid: false } ? "position: a point on the earth"
        : step.At.Kind != DateTimeKind.Utc ? "at: UTC"
        : null;

    /// <summary>Returns the fault of a withdrawal or a waiver; null: none.</summary>
    public static string? Fault(string actor, string reason) =>
        !IsText(actor, 1, ActorMax) ? "actor: 1–200 characters"
        : !IsText(reason, 1, ReasonMax) ? TextLength.Rule("reason: 1–500 characters", reason)
        : null;

    /// <summary>Can be stored as text: no zero character, no half of a surrogate pair.</summary>
    public static bool IsText(string? text, int min, int max)
    {
        if (text is null || !TextLength.IsWithin(text, min, max) || text.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || ++i == text.Length || !char.IsLowSurrogate(text[i])))
            {
                return false;
            }
        }
        return true;
    }

    public static bool IsId(string commandId) => IdShape().IsMatch(commandId);

    private static bool IsRing(IReadOnlyList<GeoPoint> ring) => ring.Count is >= 3 and <= RingMax && ring.All(corner => corner.IsValid);

    public static bool IsEntry(Recipients entry) => entry.Kind switch
    {
        RecipientKind.Area => entry.Ring.Length > 0
            ? IsRing(entry.Ring) && entry.Centre is null
            : entry is { Centre.IsValid: true, RadiusM: >= 1 and <= 100_000 },
        _ => Enum.IsDefined(entry.Kind) && IsText(entry.Value, 1, ActorMax),
    };

    private static IssueAnswer Fault(string field, object? value, string rule) =>
        new() { Outcome = IssueOutcome.Invalid, Field = field, Value = value?.ToString() ?? "", Rule = rule };

    [GeneratedRegex("^[A-Za-z0-9_-]{8,64}$")]
    private static partial Regex IdShape();

    [GeneratedRegex("^[A-Z0-9_-]{3,20}$")]
    private static partial Regex OperationShape();
}

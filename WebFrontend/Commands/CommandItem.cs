using GrupoGad.Commands;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Operations;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Commands;

/// <summary>A command as it is put; what is left out takes the default of its class.</summary>
public sealed record CommandItem
{
    private const int TextMax = 2_000;
    private const int AttachmentMax = 500;
    private const int RecipientsMax = 500;

    /// <summary>A day: no class asks for more.</summary>
    private const int AnswerWithinMaxS = 86_400;

    public CommandClass? Class { get; init; }

    /// <summary>Order, Notice or Proposal; operations issue proposals themselves.</summary>
    public CommandKind? Kind { get; init; }

    /// <summary>1–2,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>1–500 entries.</summary>
    public IReadOnlyList<RecipientsItem?>? Recipients { get; init; }

    public string? OperationId { get; init; }

    public PointItem? Point { get; init; }

    /// <summary>Corners of a ring, 3–1,000, not closed.</summary>
    public IReadOnlyList<PointItem?>? Area { get; init; }

    /// <summary>Reference to a document, 0–500 characters.</summary>
    public string? Attachment { get; init; }

    /// <summary>Seconds without an answer after which it escalates.</summary>
    public double? AnswerWithinS { get; init; }

    /// <summary>UTC; without an answer by then it expires.</summary>
    public DateTime? Deadline { get; init; }

    /// <summary>Where the issuer is.</summary>
    public PointItem? IssuedFrom { get; init; }

    internal IssueCommand Read(BodyReading reading, string issuer)
    {
        if (!string.IsNullOrEmpty(OperationId) && !OperationCode.IsValid(OperationId))
        {
            reading.Refuse("operationId", OperationId, OperationCode.Rule);
        }
        if (AnswerWithinS is not (null or (> 0 and <= AnswerWithinMaxS)))
        {
            reading.Refuse("answerWithinS", AnswerWithinS.ToString(), $"more than 0, at most {AnswerWithinMaxS} seconds");
        }
        if (Recipients is not { Count: > 0 and <= RecipientsMax })
        {
            reading.Refuse("recipients", $"{Recipients?.Count ?? 0} entries", $"1-{RecipientsMax} entries");
        }
        return new IssueCommand
        {
            Class = reading.Choice("class", Class),
            Kind = reading.Choice("kind", Kind),
            Text = reading.Text("text", Text, 1, TextMax),
            Recipients = reading.Refusal is null ? [.. Recipients!.Select((item, i) => RecipientsItem.Read(reading, $"recipients[{i}]", item))] : [],
            Issuer = issuer,
            OperationId = OperationId ?? "",
            Point = reading.Point("point", Point),
            Area = reading.Ring("area", Area),
            Attachment = reading.Line("attachment", Attachment, 0, AttachmentMax),
            AnswerWithin = AnswerWithinS is { } seconds && reading.Refusal is null ? TimeSpan.FromSeconds(seconds) : null,
            Deadline = Deadline,
            IssuedFrom = reading.Point("issuedFrom", IssuedFrom),
        };
    }
}

/// <summary>Some of a command's recipients.</summary>
public sealed record RecipientsItem
{
    private const int ValueMax = 100;
    private const double RadiusMaxM = 100_000;

    public RecipientKind? Kind { get; init; }

    /// <summary>Code or name; left out for an area.</summary>
    public string? Value { get; init; }

    /// <summary>An area that is a polygon: corners of a ring, 3–1,000, not closed.</summary>
    public IReadOnlyList<PointItem?>? Ring { get; init; }

    /// <summary>An area that is a circle.</summary>
    public PointItem? Centre { get; init; }

    /// <summary>Metres, 1–100,000.</summary>
    public double? RadiusM { get; init; }

    internal static RecipientsItem Of(Recipients recipients) => new()
    {
        Kind = recipients.Kind,
        Value = recipients.Value.Length == 0 ? null : recipients.Value,
        Ring = recipients.Ring.IsEmpty ? null : PointItem.Of(recipients.Ring),
        Centre = PointItem.Of(recipients.Centre),
        RadiusM = recipients.Centre is null ? null : recipients.RadiusM,
    };

    internal static Recipients Read(BodyReading reading, string field, RecipientsItem? item)
    {
        item ??= new RecipientsItem();
        var kind = reading.Choice(field + ".kind", item.Kind);
        var recipients = new Recipients
        {
            Kind = kind,
            Value = reading.Line(field + ".value", item.Value, kind == RecipientKind.Area ? 0 : 1, ValueMax),
            Ring = reading.Ring(field + ".ring", item.Ring),
            Centre = reading.Point(field + ".centre", item.Centre),
            RadiusM = item.RadiusM ?? 0,
        };
        if (kind == RecipientKind.Efectivo && !EfectivoCode.IsValid(item.Value))
        {
            reading.Refuse(field + ".value", item.Value, EfectivoCode.Rule);
        }
        if (kind == RecipientKind.Area && recipients.Ring.IsEmpty == recipients.Centre is null)
        {
            reading.Refuse(field, null, "a ring, or centre and radiusM");
        }
        if (recipients.Centre is not null && item.RadiusM is not (>= 1 and <= RadiusMaxM))
        {
            reading.Refuse(field + ".radiusM", item.RadiusM?.ToString(), $"1..{RadiusMaxM} metres");
        }
        return recipients;
    }
}

using System.Globalization;
using GrupoGad.Commands;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Commands;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>The events that a fence reports. A kind that is left out is not reported.</summary>
/// <param name="DwellAfterS">Inside for longer than this, seconds, 1–604,800.</param>
/// <param name="VoidBelow">Fewer inside than this.</param>
/// <param name="CrowdAbove">More inside than this.</param>
/// <param name="SpeedAboveMps">Faster inside than this.</param>
/// <param name="Deviation">Of a corridor: who is to keep to it left it, or is back.</param>
public sealed record WatchItem(
    bool? Enter, bool? Exit, bool? Cross, double? DwellAfterS, int? VoidBelow, int? CrowdAbove, double? SpeedAboveMps, bool? Deviation)
{
    private const double DwellMaxS = 7 * 86_400;

    internal FenceWatch Read(BodyReading reading)
    {
        if (DwellAfterS is not (null or (>= 1 and <= DwellMaxS)))
        {
            reading.Refuse("watch.dwellAfterS", DwellAfterS.Value.ToString(CultureInfo.InvariantCulture), $"1..{DwellMaxS} seconds");
        }
        return new FenceWatch
        {
            Enter = Enter == true,
            Exit = Exit == true,
            Cross = Cross == true,
            DwellAfter = DwellAfterS is { } seconds && reading.Refusal is null ? TimeSpan.FromSeconds(seconds) : null,
            VoidBelow = VoidBelow,
            CrowdAbove = CrowdAbove,
            SpeedAboveMps = SpeedAboveMps,
            Deviation = Deviation == true,
        };
    }

    internal static WatchItem Of(FenceWatch watch) => new(
        watch.Enter, watch.Exit, watch.Cross, watch.DwellAfter?.TotalSeconds, watch.VoidBelow, watch.CrowdAbove, watch.SpeedAboveMps, watch.Deviation);
}

/// <summary>A command that an event sends by itself.</summary>
/// <param name="On">Which events.</param>
/// <param name="Text">1–1,800 characters; the event is added in words.</param>
/// <param name="Recipients">1–100; an efectivo of value <c>*</c> is the one of the event.</param>
public sealed record ReactionItem(
    IReadOnlyList<FenceEventKind>? On, CommandClass? Class, CommandKind? Kind, string? Text, IReadOnlyList<RecipientsItem?>? Recipients)
{
    private const int TextMax = 1_800;
    private const int RecipientsMax = 100;

    /// <summary>Stands for the efectivo of the event.</summary>
    private const string Whoever = "*";

    internal FenceReaction Read(BodyReading reading)
    {
        if (On is not { Count: > 0 })
        {
            reading.Refuse("reaction.on", null, "at least one kind of event");
        }
        if (Recipients is not { Count: > 0 and <= RecipientsMax })
        {
            reading.Refuse("reaction.recipients", $"{Recipients?.Count ?? 0} entries", $"1-{RecipientsMax} entries");
        }
        return new FenceReaction
        {
            On = [.. (On ?? []).Distinct()],
            Class = reading.Choice("reaction.class", Class),
            Kind = reading.Choice("reaction.kind", Kind),
            Text = reading.Text("reaction.text", Text, 1, TextMax),
            Recipients = reading.Refusal is null ? [.. Recipients!.Select((item, i) => Read(reading, $"reaction.recipients[{i}]", item))] : [],
        };
    }

    internal static ReactionItem? Of(FenceReaction? reaction) => reaction is null ? null
        : new([.. reaction.On], reaction.Class, reaction.Kind, reaction.Text, [.. reaction.Recipients.Select(RecipientsItem.Of)]);

    private static Recipients Read(BodyReading reading, string field, RecipientsItem? item) => item is { Kind: RecipientKind.Efectivo, Value: Whoever }
        ? new Recipients { Kind = RecipientKind.Efectivo, Value = Whoever }
        : RecipientsItem.Read(reading, field, item);
}

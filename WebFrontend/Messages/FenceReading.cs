using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Hosting;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Turns what clients send of fences into messages of the domain, or says which value has no meaning. The grain judges the rest.</summary>
internal static class FenceReading
{
    private const int MinutesADay = 1_440;

    public static bool TryRead(Wire.FencePlan? wire, [NotNullWhen(true)] out FencePlan? plan, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (wire?.Shape is null)
        {
            (plan, refusal) = (null, new Refusal(wire is null ? "plan" : "plan.shape", null, "present"));
            return false;
        }
        var reading = new WireReading();
        plan = new FencePlan
        {
            Name = wire.Name,
            Shape = Read(reading, wire.Shape),
            Owner = wire.OwnerKind == 0 && wire.OwnerCode.Length == 0 ? FenceOwner.Standing
                : new FenceOwner(reading.Choice<FenceOwnerKind>("plan.owner_kind", (int)wire.OwnerKind), wire.OwnerCode),
            Schedule = wire.Schedule is { } schedule ? Read(reading, schedule) : FenceSchedule.Always,
            Filter = wire.Filter is { } filter ? Read(reading, filter) : FenceFilter.Everybody,
            Watch = wire.Watch is { } watch ? Read(reading, watch) : FenceWatch.Borders,
            Reaction = wire.Reaction is { } reaction ? Read(reading, reaction) : null,
            Jurisdiction = wire.Jurisdiction,
            Notes = wire.Notes,
        };
        refusal = reading.Refusal;
        return refusal is null;
    }

    public static ImmutableArray<FenceEventKind> Kinds(WireReading reading, string field, IReadOnlyList<Wire.FenceEventKind> wire) =>
        [.. wire.Select((kind, i) => reading.Choice<FenceEventKind>($"{field}[{i}]", (int)kind))];

    private static FenceShape Read(WireReading reading, Wire.FenceShape wire) => new()
    {
        Kind = reading.Choice<FenceKind>("plan.shape.kind", (int)wire.Kind),
        Centre = reading.Point("plan.shape.centre", wire.Centre),
        RadiusM = wire.RadiusM,
        Parts = [.. wire.Parts.Select((part, i) => new FencePart
        {
            Outer = Ring(reading, $"plan.shape.parts[{i}].outer", part.Outer),
            Holes = [.. part.Holes.Select((hole, j) => Ring(reading, $"plan.shape.parts[{i}].holes[{j}]", hole))],
        })],
        Line = reading.Points("plan.shape.line", wire.Line),
    };

    private static ImmutableArray<GeoPoint> Ring(WireReading reading, string field, Wire.Ring? wire) =>
        wire is null ? [] : reading.Points(field, wire.Corners);

    private static FenceSchedule Read(WireReading reading, Wire.FenceSchedule wire) => new()
    {
        TimeZone = wire.TimeZone.Length == 0 ? "UTC" : wire.TimeZone,
        Windows = [.. wire.Windows.Select((window, i) => new FenceWindow(
            (DayOfWeek)Within(reading, $"plan.schedule.windows[{i}].day", window.Day, 6),
            Within(reading, $"plan.schedule.windows[{i}].from_minute", window.FromMinute, MinutesADay - 1),
            Within(reading, $"plan.schedule.windows[{i}].to_minute", window.ToMinute, MinutesADay)))],
        From = reading.Time("plan.schedule.from", wire.From),
        Until = reading.Time("plan.schedule.until", wire.Until),
    };

    private static FenceFilter Read(WireReading reading, Wire.FenceFilter wire) => new()
    {
        Availabilities = [.. wire.Availabilities.Select((availability, i) => reading.Choice<Availability>($"plan.filter.availabilities[{i}]", (int)availability))],
        Units = [.. wire.Units],
        Skill = wire.Skill,
        Efectivos = [.. wire.Efectivos],
    };

    private static FenceWatch Read(WireReading reading, Wire.FenceWatch wire) => new()
    {
        Enter = wire.Enter,
        Exit = wire.Exit,
        Cross = wire.Cross,
        DwellAfter = reading.Length("plan.watch.dwell_after", wire.DwellAfter),
        VoidBelow = wire.HasVoidBelow ? reading.Count("plan.watch.void_below", wire.VoidBelow) : null,
        CrowdAbove = wire.HasCrowdAbove ? reading.Count("plan.watch.crowd_above", wire.CrowdAbove) : null,
        SpeedAboveMps = wire.HasSpeedAboveMps ? wire.SpeedAboveMps : null,
        Deviation = wire.Deviation,
    };

    private static FenceReaction Read(WireReading reading, Wire.FenceReaction wire) => new()
    {
        On = Kinds(reading, "plan.reaction.on", wire.On),
        Class = reading.Choice<CommandClass>("plan.reaction.class", (int)wire.Class),
        Kind = reading.Choice<CommandKind>("plan.reaction.kind", (int)wire.Kind),
        Text = wire.Text,
        Recipients = [.. wire.Recipients.Select((recipients, i) => CommandReading.Read(reading, $"plan.reaction.recipients[{i}]", recipients))],
    };

    private static int Within(WireReading reading, string field, uint number, int max)
    {
        if (number > max)
        {
            reading.Refuse(new Refusal(field, $"{number}", $"0..{max}").Limited(RefusalCodes.OutOfRange, 0, max));
        }
        return (int)Math.Min(number, (uint)max);
    }
}

using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Commands;
using GrupoGad.Fences;
using GrupoGad.Geo;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Fences and their events as the protocol writes them. Its numbers are the domain's.</summary>
internal static class FenceWire
{
    public static Wire.Fence ToWire(this FenceView view) => new()
    {
        FenceId = view.FenceId,
        Plan = view.Plan.ToWire(),
        Inside = { view.Inside },
        InsideCount = (uint)view.InsideCount,
        Watching = view.Watching,
        Version = view.Version,
        ChangedAt = view.ChangedAt.ToWire(),
        ChangedBy = view.ChangedBy,
    };

    public static Wire.FenceEvent ToWire(this FenceEvent told)
    {
        var wire = new Wire.FenceEvent
        {
            EventId = told.EventId,
            FenceId = told.FenceId,
            FenceName = told.FenceName,
            Kind = (Wire.FenceEventKind)told.Kind,
            EfectivoId = told.EfectivoId,
            At = told.At.ToWire(),
            KnownAt = told.KnownAt.ToWire(),
            Point = told.Point.ToWire(),
            Late = told.Late,
            Cause = (Wire.FenceCause)told.Cause,
            OperationId = told.OperationId,
            Number = told.Number,
        };
        if (told.Inside is { } inside)
        {
            wire.Inside = (uint)inside;
        }
        if (told.SpeedMps is { } speed)
        {
            wire.SpeedMps = speed;
        }
        if (told.Stay is { } stay)
        {
            wire.StayS = stay.TotalSeconds;
        }
        return wire;
    }

    private static Wire.FencePlan ToWire(this FencePlan plan) => new()
    {
        Name = plan.Name,
        Shape = plan.Shape.ToWire(),
        OwnerKind = (Wire.FenceOwnerKind)plan.Owner.Kind,
        OwnerCode = plan.Owner.Code,
        Schedule = new Wire.FenceSchedule
        {
            TimeZone = plan.Schedule.TimeZone,
            Windows =
            {
                plan.Schedule.Windows.Select(window => new Wire.FenceWindow
                {
                    Day = (uint)window.Day, FromMinute = (uint)window.FromMinute, ToMinute = (uint)window.ToMinute,
                }),
            },
            From = plan.Schedule.From.ToWire(),
            Until = plan.Schedule.Until.ToWire(),
        },
        Filter = new Wire.FenceFilter
        {
            Availabilities = { plan.Filter.Availabilities.Select(availability => (Wire.Availability)availability) },
            Units = { plan.Filter.Units },
            Skill = plan.Filter.Skill,
            Efectivos = { plan.Filter.Efectivos },
        },
        Watch = plan.Watch.ToWire(),
        Reaction = plan.Reaction?.ToWire(),
        Jurisdiction = plan.Jurisdiction,
        Notes = plan.Notes,
    };

    private static Wire.FenceShape ToWire(this FenceShape shape) => new()
    {
        Kind = (Wire.FenceKind)shape.Kind,
        Centre = shape.Centre.ToWire(),
        RadiusM = shape.RadiusM,
        Parts = { shape.Parts.Select(part => new Wire.FencePart { Outer = Ring(part.Outer), Holes = { part.Holes.Select(Ring) } }) },
        Line = { shape.Line.Select(corner => corner.ToWire()) },
    };

    private static Wire.Ring Ring(ImmutableArray<GeoPoint> corners) => new() { Corners = { corners.Select(corner => corner.ToWire()) } };

    private static Wire.FenceWatch ToWire(this FenceWatch watch)
    {
        var wire = new Wire.FenceWatch
        {
            Enter = watch.Enter,
            Exit = watch.Exit,
            Cross = watch.Cross,
            DwellAfter = watch.DwellAfter is { } dwell ? Duration.FromTimeSpan(dwell) : null,
            Deviation = watch.Deviation,
        };
        if (watch.VoidBelow is { } few)
        {
            wire.VoidBelow = (uint)few;
        }
        if (watch.CrowdAbove is { } many)
        {
            wire.CrowdAbove = (uint)many;
        }
        if (watch.SpeedAboveMps is { } speed)
        {
            wire.SpeedAboveMps = speed;
        }
        return wire;
    }

    private static Wire.FenceReaction ToWire(this FenceReaction reaction) => new()
    {
        On = { reaction.On.Select(kind => (Wire.FenceEventKind)kind) },
        Class = (Wire.CommandClass)reaction.Class,
        Kind = (Wire.CommandKind)reaction.Kind,
        Text = reaction.Text,
        Recipients = { reaction.Recipients.Select(ToWire) },
    };

    private static Wire.Recipients ToWire(Recipients recipients) => new()
    {
        Kind = (Wire.RecipientKind)recipients.Kind,
        Value = recipients.Value,
        Ring = { recipients.Ring.Select(corner => corner.ToWire()) },
        Centre = recipients.Centre.ToWire(),
        RadiusM = recipients.RadiusM,
    };
}

using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>A fence as REST shows it.</summary>
/// <param name="Inside">Codes of those inside now who meet the filter, at most 1,000; empty in lists.</param>
/// <param name="Watching">It watches at this moment: schedule and owner allow it.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record FenceResource(
    string FenceId, FenceItem Plan, IReadOnlyList<string> Inside, int InsideCount, bool Watching, long Version, DateTime ChangedAt, string ChangedBy) : IVersioned
{
    /// <remarks>Fences that watch and hold nobody, as in answers to a change, have the version alone.</remarks>
    string? IVersioned.Moving => Watching && InsideCount == 0 ? null : $"{Watching} {InsideCount} {string.Join(' ', Inside)}";

    internal static FenceResource? OfKnown(FenceView? view) => view is null ? null : Of(view);

    public static FenceResource Of(FenceView view) => new(
        view.FenceId, FenceItem.Of(view.Plan), view.Inside, view.InsideCount, view.Watching, view.Version, view.ChangedAt, view.ChangedBy);

    internal Feature ToFeature() => new(FenceId, Plan.Geometry is { } shape ? new Geometry(shape.Type!, shape.Coordinates!) : null,
        new Properties(FenceId, Plan.Name!, Plan.RadiusM, Plan.Owner!, Plan.Schedule!, Plan.Filter!, Plan.Watch!, Plan.Jurisdiction!, Watching, Version));

    private sealed record Properties(
        string FenceId, string Name, double? RadiusM, OwnerItem Owner, ScheduleItem Schedule, FilterItem Filter, WatchItem Watch, string Jurisdiction,
        bool Watching, long Version);
}

/// <summary>Something that happened at a fence.</summary>
/// <param name="EventId">The same however often the event is sent.</param>
/// <param name="EfectivoId">The efectivo that caused it; of void and crowd: the one that tipped it, or empty.</param>
/// <param name="At">When the device was there, UTC.</param>
/// <param name="KnownAt">When we came to know, UTC.</param>
/// <param name="Late">Known much later than it happened, because a device sent its past.</param>
/// <param name="Inside">Void and crowd: how many were inside.</param>
/// <param name="StayS">Exit and dwell: seconds inside so far.</param>
/// <param name="Number">Grows in the order in which events became visible.</param>
public sealed record FenceEventResource(
    string EventId, string FenceId, string FenceName, FenceEventKind Kind, string EfectivoId, DateTime At, DateTime KnownAt, PointItem? Point, bool Late,
    FenceCause Cause, int? Inside, double? SpeedMps, double? StayS, string? OperationId, long Number)
{
    public static FenceEventResource Of(FenceEvent told) => new(
        told.EventId, told.FenceId, told.FenceName, told.Kind, told.EfectivoId, told.At, told.KnownAt, PointItem.Of(told.Point), told.Late, told.Cause,
        told.Inside, told.SpeedMps, told.Stay?.TotalSeconds, told.OperationId.Length == 0 ? null : told.OperationId, told.Number);
}

using GrupoGad.Fences;
using GrupoGad.Geo;

namespace GrupoGad.Silo.Webhooks;

/// <summary>A fence event as integrators read it: the same members as in the REST list and feed, which a test holds.</summary>
internal sealed record WebhookEvent(
    string EventId, string FenceId, string FenceName, FenceEventKind Kind, string EfectivoId, DateTime At, DateTime KnownAt, WebhookPoint? Point, bool Late,
    FenceCause Cause, int? Inside, double? SpeedMps, double? StayS, string? OperationId, long Number)
{
    public static WebhookEvent Of(FenceEvent told) => new(
        told.EventId, told.FenceId, told.FenceName, told.Kind, told.EfectivoId, told.At, told.KnownAt, WebhookPoint.Of(told.Point), told.Late, told.Cause,
        told.Inside, told.SpeedMps, told.Stay?.TotalSeconds, told.OperationId.Length == 0 ? null : told.OperationId, told.Number);
}

internal sealed record WebhookPoint(double Latitude, double Longitude)
{
    public static WebhookPoint? Of(GeoPoint? point) => point is { } known ? new WebhookPoint(known.Latitude, known.Longitude) : null;
}

/// <summary>The body of a delivery.</summary>
internal sealed record WebhookBody(string WebhookId, IReadOnlyList<WebhookEvent> Events);

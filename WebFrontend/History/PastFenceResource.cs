using GrupoGad.Fences;
using GrupoGad.History;
using GrupoGad.WebFrontend.Fences;

namespace GrupoGad.WebFrontend.History;

/// <summary>A fence as it was.</summary>
/// <param name="Geometry">GeoJSON; null: a circle that moved with its owner.</param>
/// <param name="RadiusM">Of a circle its radius, of a corridor half its width; null of a polygon.</param>
/// <param name="OwnerId">Of the operation or efectivo; empty of a standing one.</param>
/// <param name="Active">It watched, as far as its owner was concerned.</param>
internal sealed record PastFenceResource(
    string FenceId, string Name, FenceKind Kind, GeometryItem? Geometry, double? RadiusM, FenceOwnerKind OwnerKind, string OwnerId, bool Active)
{
    public static PastFenceResource Of(PastFence fence) => new(
        fence.FenceId, fence.Plan.Name, fence.Plan.Shape.Kind, GeometryItem.Of(fence.Plan.Shape),
        fence.Plan.Shape.Kind == FenceKind.Polygon ? null : fence.Plan.Shape.RadiusM, fence.Plan.Owner.Kind, fence.Plan.Owner.Code, fence.Active);
}

/// <param name="AtMs">Milliseconds after from.</param>
/// <param name="Fence">As it was from then on; null: it was removed.</param>
internal sealed record PastFenceChangeResource(double AtMs, string FenceId, PastFenceResource? Fence);

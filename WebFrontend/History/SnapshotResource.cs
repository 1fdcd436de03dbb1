using GrupoGad.Efectivos;
using GrupoGad.History;
using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.History;

/// <summary>An area at one instant.</summary>
/// <param name="Settled">False while reports received by then may not be stored yet: ask again a few seconds later.</param>
/// <param name="StaleAfterS">Ages from which a position was stale, then lost: as now, for scrubbing on.</param>
/// <param name="Operations">Open then, with their place in the area or none.</param>
/// <param name="Fences">There then, in the area or nearly, or moving with an efectivo.</param>
internal sealed record SnapshotResource(
    DateTime At, bool Settled, int StaleAfterS, int LostAfterS, IReadOnlyList<PastEfectivoResource> Efectivos, IReadOnlyList<PastOperationResource> Operations,
    IReadOnlyList<PastFenceResource> Fences)
{
    public static SnapshotResource Of(PastPicture picture, DateTime at, bool settled, FreshnessOptions freshness) => new(
        at, settled, freshness.StaleAfterS, freshness.LostAfterS,
        [.. picture.Efectivos.Select(efectivo => PastEfectivoResource.Of(efectivo, at, freshness))],
        [.. picture.Operations.Select(PastOperationResource.Of)], [.. picture.Fences.Select(PastFenceResource.Of)]);
}

/// <summary>As the area answer of the present shows an efectivo.</summary>
/// <param name="Availability">Null: before this installation kept it.</param>
/// <param name="AgeS">Of the position then, seconds.</param>
internal sealed record PastEfectivoResource(
    string EfectivoId, string DisplayName, string Unit, Availability? Availability, IReadOnlyList<string> Skills,
    PositionResource Position, double AgeS, Freshness Freshness)
{
    public static PastEfectivoResource Of(PastEfectivo efectivo, DateTime at, FreshnessOptions freshness)
    {
        var ageS = Math.Round(Math.Max(0, (at - efectivo.Fix.DeviceTime).TotalSeconds), 3);
        var standing = efectivo.Standing;
        return new(
            efectivo.EfectivoId, standing.DisplayName, standing.Unit, standing.Availability, standing.Skills,
            PositionResource.Of(efectivo.Fix, efectivo.ReceivedTime, efectivo.Source), ageS, freshness.Of(ageS));
    }
}

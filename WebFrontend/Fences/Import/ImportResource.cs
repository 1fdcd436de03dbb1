using GrupoGad.Fences;

namespace GrupoGad.WebFrontend.Fences.Import;

/// <param name="Fences">One a feature, in the file's order.</param>
public sealed record ImportResource(IReadOnlyList<ImportedItem> Fences);

/// <param name="Mended">The change made to its polygon; null: none, it is as in the file.</param>
public sealed record ImportedItem(string FenceId, FenceOutcome Outcome, string Rule, MendedItem? Mended);

/// <param name="Rule">The rule that the polygon in the file broke.</param>
/// <param name="Place">Where, the first of them: longitude, latitude.</param>
/// <param name="AreaBeforeM2">Outer rings less holes as in the file, m².</param>
/// <param name="AreaAfterM2">m².</param>
/// <param name="Parts">That the mended polygon has.</param>
public sealed record MendedItem(string Rule, IReadOnlyList<double>? Place, double AreaBeforeM2, double AreaAfterM2, int Parts)
{
    internal static MendedItem? Of(FenceMending mending) => mending.Broken.Length == 0 ? null : new MendedItem(
        mending.Broken, mending.Fault is { } fault ? [fault.Longitude, fault.Latitude] : null, mending.AreaBeforeM2, mending.AreaAfterM2, mending.Parts);
}

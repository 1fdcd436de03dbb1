namespace GrupoGad.Fences;

/// <summary>Fences as they are shown.</summary>
internal static class FenceViews
{
    public const int InsideMax = 1_000;

    /// <summary>Without the efectivos inside.</summary>
    public static FenceView View(string id, FenceState state, FenceEntry? entry, DateTime now) => new()
    {
        FenceId = id, Plan = state.Plan!, Watching = entry?.Watches(now) == true, Version = state.Version, ChangedAt = state.ChangedAt, ChangedBy = state.ChangedBy,
    };

    public static FenceView View(StoredFence fence, DateTime now) => new()
    {
        FenceId = fence.FenceId, Plan = fence.Plan, Version = fence.Version, ChangedAt = fence.ChangedAt, ChangedBy = fence.ChangedBy,
        Watching = FenceEntry.Prepare(fence.FenceId, fence.Plan with { Shape = Nowhere }, 0, fence.Active).Watches(now),
    };

    /// <summary>The schedule alone is asked: no need to prepare a hundred thousand corners.</summary>
    private static FenceShape Nowhere => new() { Kind = FenceKind.Circle };
}

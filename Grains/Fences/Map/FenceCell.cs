using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>What a small piece of the ground knows of the fences. Those that are in neither list are farther away than any margin. Immutable.</summary>
internal sealed class FenceCell(FenceEntry[] inside, NearFence[] near)
{
    /// <summary>Cover all of it, by code.</summary>
    public FenceEntry[] Inside => inside;

    /// <summary>Cover some of it or lie close, by code.</summary>
    public NearFence[] Near => near;

    public bool IsWithin(FenceEntry entry, GeoPoint point, double metres)
    {
        foreach (ref readonly var there in near.AsSpan())
        {
            if (ReferenceEquals(there.Entry, entry))
            {
                return there.IsWithin(point, metres);
            }
        }
        return Array.IndexOf(inside, entry) >= 0;
    }
}

/// <summary>A fence whose edge may be in a cell.</summary>
internal readonly struct NearFence(FenceEntry entry)
{
    public FenceEntry Entry => entry;

    public bool Covers(GeoPoint point) => entry.Covers(point);

    public bool IsWithin(GeoPoint point, double metres) => entry.IsWithin(point, metres);
}

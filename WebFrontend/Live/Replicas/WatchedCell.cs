using GrupoGad.Geo;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>A cell of which the gateway keeps a replica while a session looks at it.</summary>
internal abstract class WatchedCell(CellId cell) : LiveSource, IWatched
{
    public CellId Cell { get; } = cell;

    public string Key { get; } = cell.ToString();

    public ulong Number { get; } = cell.ToNumber();

    public WatchState Watch { get; } = new();

    public bool IsLookedAt => Viewers.Count > 0;

    public virtual bool IsNumbered => false;

    /// <summary>True when the answer of the grain's <c>Watch</c> shows that the replica lacks something.</summary>
    public virtual bool Lacks(long told) => false;

    /// <inheritdoc cref="WatchState.WantsSnapshot"/>
    public bool WantsSnapshot
    {
        get => Watch.WantsSnapshot;
        set => Watch.WantsSnapshot = value;
    }
}

using Orleans.Concurrency;

namespace GrupoGad.Cells;

/// <summary>A live cell as an efectivo sees it. Membership is soft state, rebuilt from reports.</summary>
/// <remarks>Key: the quadkey of a <see cref="Geo.CellId"/> at the live level.</remarks>
[Alias(Aliases.CellGrain)]
public interface ICellGrain : IGrainWithStringKey
{
    /// <summary>It is here now, or changed other than by moving.</summary>
    [Alias(nameof(Enter))]
    ValueTask Enter(CellMember member);

    /// <summary>It moved inside the cell. A cell that does not know it (it was restarted) asks it to rejoin.</summary>
    [Alias(nameof(Move)), OneWay]
    ValueTask Move(CellMove move);

    /// <summary>It is elsewhere. Older than what the cell knows: ignored.</summary>
    [Alias(nameof(Leave))]
    ValueTask Leave(string efectivoId, long version);

    /// <summary>
    /// Called after a silo died and the living efectivos have reported where they are. Members that sent nothing since then are asked whether they are
    /// still here, and the counts are sent to the coarser cell again.
    /// </summary>
    /// <param name="sinceMs">Milliseconds since 1970, as <see cref="CellMember.Version"/>.</param>
    [Alias(nameof(CallRoll))]
    ValueTask CallRoll(long sinceMs);
}

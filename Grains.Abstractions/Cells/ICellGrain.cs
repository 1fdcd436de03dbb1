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
    /// After a silo died and the living have told where they are: whoever was not heard of since then is asked whether it is still here, and the
    /// coarser cell is told the counts anew.
    /// </summary>
    /// <param name="sinceMs">Milliseconds since 1970, as <see cref="CellMember.Version"/>.</param>
    [Alias(nameof(CallRoll))]
    ValueTask CallRoll(long sinceMs);
}

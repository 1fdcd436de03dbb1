namespace GrupoGad.Commands;

/// <summary>
/// Work that does not begin while it is under way. If it comes due meanwhile, it is done once more at its end, however often it came due. Pure.
/// </summary>
internal struct OneAtATime
{
    private bool _underWay;
    private bool _again;

    /// <summary>False: it is under way, and comes once more after that.</summary>
    public bool Begin()
    {
        _again = _underWay;
        return !_underWay && (_underWay = true);
    }

    /// <summary>It is over. True: it came due meanwhile.</summary>
    public bool EndOrAgain()
    {
        _underWay = false;
        return _again;
    }
}

namespace GrupoGad.Commands;

/// <summary>
/// Whose turn it is among the parts of <see cref="OwnState"/>: each is asked for and told by one at a time, and once more when it changed meanwhile, so that
/// what is told last was asked for after the last change. Pure.
/// </summary>
internal sealed class OwnTurns
{
    private readonly HashSet<OwnPart> _underWay = [];
    private readonly HashSet<OwnPart> _again = [];
    private readonly HashSet<OwnPart> _owed = [];

    /// <summary>False: it is under way, and comes once more after that.</summary>
    public bool Begin(OwnPart part)
    {
        if (_underWay.Add(part))
        {
            _owed.Remove(part);
            return true;
        }
        _again.Add(part);
        return false;
    }

    /// <summary>It was told. True: it changed meanwhile, and its turn goes on.</summary>
    public bool EndOrAgain(OwnPart part) => _again.Remove(part) || !_underWay.Remove(part);

    /// <summary>It could not be told: it is owed, and its turn is over.</summary>
    public void Fail(OwnPart part)
    {
        _again.Remove(part);
        _underWay.Remove(part);
        _owed.Add(part);
    }

    public OwnPart[] TakeOwed()
    {
        OwnPart[] owed = [.. _owed];
        _owed.Clear();
        return owed;
    }
}

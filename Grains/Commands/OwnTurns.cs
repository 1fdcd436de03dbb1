namespace GrupoGad.Commands;

/// <summary>
/// Turns of the parts of <see cref="OwnState"/>. Each part is read and sent by one turn at a time, and once more if it changed meanwhile, so that
/// the last value sent was read after the last change. Pure.
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

    /// <summary>The part was sent. True: it changed meanwhile, and its turn goes on.</summary>
    public bool EndOrAgain(OwnPart part) => _again.Remove(part) || !_underWay.Remove(part);

    /// <summary>The part could not be sent: it stays pending, and its turn is over.</summary>
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

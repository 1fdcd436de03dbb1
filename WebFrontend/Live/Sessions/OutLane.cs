namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>The order in which what waits for a socket leaves. The number is the place of the lane.</summary>
internal enum OutLane
{
    /// <summary>Critical commands, and withdrawals.</summary>
    Critical = 0,

    /// <summary>Answers and control frames.</summary>
    Answers = 1,

    Operational = 2,
    Routine = 3,

    /// <summary>Live frames for screens. Newer frames replace older ones.</summary>
    Live = 4,
}

/// <summary>
/// Chooses the highest lane that has something. A lower lane that was passed over a number of times comes first, so that no lane
/// starves another.
/// </summary>
/// <param name="lanes">How many; 0 is the highest.</param>
/// <param name="patience">Times that a lane is passed over before its turn.</param>
internal sealed class LaneTurns(int lanes, int patience)
{
    private readonly int[] _passed = new int[lanes];

    /// <summary>The lane to take one from; -1 when nothing waits.</summary>
    /// <param name="waiting">The number of messages in each lane.</param>
    public int Next(ReadOnlySpan<int> waiting)
    {
        var chosen = -1;
        for (var lane = 0; lane < waiting.Length; lane++)
        {
            if (waiting[lane] == 0)
            {
                _passed[lane] = 0;
            }
            else if (_passed[lane] >= patience)
            {
                chosen = lane;
                break;
            }
            else if (chosen < 0)
            {
                chosen = lane;
            }
        }
        for (var lane = chosen + 1; chosen >= 0 && lane < waiting.Length; lane++)
        {
            _passed[lane] += waiting[lane] > 0 ? 1 : 0;
        }
        if (chosen >= 0)
        {
            _passed[chosen] = 0;
        }
        return chosen;
    }
}

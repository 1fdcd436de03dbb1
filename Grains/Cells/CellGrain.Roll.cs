using GrupoGad.Efectivos;

namespace GrupoGad.Cells;

/// <remarks>
/// The audit of members. A member whose activation died between entering the next cell and leaving this one would stay here as a ghost, because no grain
/// would remove it. So the cell asks members that sent nothing. An absent member's answer is a leave like any other: versions decide, and a member that sent
/// something newer meanwhile stays. After a silo's death the cell asks all silent members. At each feed period it also asks a few, so that a ghost of any
/// other origin goes in time.
/// </remarks>
public sealed partial class CellGrain
{
    /// <summary>Members asked at once, so that the audit of a cell does not fill its silo's queues.</summary>
    private const int AskedMax = 32;

    private readonly HashSet<string> _unanswered = new(StringComparer.Ordinal);
    private int _nextAsked;

    /// <summary>Members that the cell may ask now. It starts at random, so that small cells that began together do not all ask together.</summary>
    private double _asksDue = Random.Shared.NextDouble();

    public ValueTask CallRoll(long sinceMs)
    {
        _feed.Mark(_tally.ToCounts(_key));
        TickSoon();
        // Not awaited: the caller has other cells to call, and their members may be slow to come to life.
        _ = Ask([.. Members().Where(slot => _roster.VersionOf(slot) < sinceMs).Select(_roster.IdOf)]);
        return ValueTask.CompletedTask;
    }

    /// <summary>Asks members that did not answer, and the next few in turn, so that each is asked about once in <see cref="CellOptions.AskEveryS"/>.</summary>
    private void AskSome()
    {
        _asksDue += (double)_roster.Count * with.Options.FeedPeriodS / with.Options.AskEveryS;
        var count = (int)_asksDue;
        _asksDue -= count;
        var turn = Members(_nextAsked).Take(count).ToList();
        if (turn.Count < count)
        {
            turn.AddRange(Members().Take(count - turn.Count));
        }
        _nextAsked = turn.Count > 0 ? turn[^1] + 1 : _nextAsked;
        string[] asked = [.. _unanswered.Union(turn.Select(_roster.IdOf))];
        _unanswered.Clear();
        _ = Ask(asked);
    }

    private async Task Ask(string[] members)
    {
        foreach (var some in members.Chunk(AskedMax))
        {
            await Task.WhenAll(some.Select(Ask));
        }
    }

    private async Task Ask(string efectivoId)
    {
        try
        {
            if (await GrainFactory.GetGrain<IEfectivoGrain>(efectivoId).AbsentFrom(_key) is { } version && Remove(efectivoId, version))
            {
                with.Instruments.Ghost();
            }
        }
        catch (Exception exception)
        {
            _unanswered.Add(efectivoId);
            LogUnanswered(with.Logger, efectivoId, exception);
        }
    }

    private IEnumerable<int> Members(int from = 0) => Enumerable.Range(from, Math.Max(0, _roster.SlotEnd - from)).Where(_roster.IsTaken);
}

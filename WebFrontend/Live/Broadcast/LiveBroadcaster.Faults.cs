using GrupoGad.WebFrontend.Live.Replicas;

namespace GrupoGad.WebFrontend.Live.Broadcast;

/// <remarks>A bug in one source, session or message must not end, nor starve, the others.</remarks>
internal sealed partial class LiveBroadcaster
{
    /// <summary>Until what failed is tried again, milliseconds: what fails may fail each time, and exceptions are dear.</summary>
    private const int RestMs = 1_000;

    private void TryTakeIn(in LiveNotice notice)
    {
        try
        {
            TakeIn(notice);
        }
        catch (Exception exception)
        {
            Failed(exception);
            // How far it came nobody knows: all of it is fetched again.
            if ((notice.Cell?.Cell ?? notice.Counts.Cell) is { } key && cells.Find(key) is { } cell)
            {
                cells.Heal(cell);
            }
            else if (notice.Board is { } board)
            {
                boards.Heal(board);
            }
        }
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    private void Guard(Action<long> keep)
    {
        try
        {
            keep(NowMs);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    /// <returns>False when the source could not be encoded. Its viewers must then be sent all of it.</returns>
    private bool TryAdd(SessionView view, LiveSource source, bool whole)
    {
        if (NowMs < source.RestsUntilMs)
        {
            return false;
        }
        try
        {
            view.Pieces.Add(source.Lane, whole ? source.Whole(Encoder(view), _tick) : source.Delta(Encoder(view), _tick));
            return true;
        }
        catch (Exception exception)
        {
            source.RestsUntilMs = NowMs + RestMs;
            Failed(exception);
            return false;
        }
    }

    private void TrySend(SessionView view)
    {
        if (NowMs < view.RestsUntilMs)
        {
            return;
        }
        try
        {
            Send(view);
        }
        catch (Exception exception)
        {
            view.OweAll();
            view.RestsUntilMs = NowMs + RestMs;
            Failed(exception);
        }
    }

    private void Failed(Exception exception)
    {
        instruments.BroadcastFailed();
        LogTickFailed(logger, exception);
    }
}

using System.Globalization;
using GrupoGad.Efectivos;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Sessions;

internal sealed partial class LiveSession
{
    /// <param name="sent">How the reports of a batch were written; null: as they stand in the frame.</param>
    private async ValueTask Take(ClientFrame frame, IReadOnlyList<AsSent>? sent)
    {
        switch (frame.BodyCase)
        {
            case ClientFrame.BodyOneofCase.Positions:
                await Take(frame.Positions, sent);
                break;
            case ClientFrame.BodyOneofCase.Subscribe:
                Take(frame.Subscribe);
                break;
            case ClientFrame.BodyOneofCase.Heartbeat when !frame.Heartbeat.Reply:
                Answer(new ServerFrame { Heartbeat = new Heartbeat { Nonce = frame.Heartbeat.Nonce, Reply = true } });
                break;
            case ClientFrame.BodyOneofCase.Attach:
                Take(frame.Attach);
                break;
            case ClientFrame.BodyOneofCase.CommandAck:
                Take(frame.CommandAck);
                break;
            case ClientFrame.BodyOneofCase.Panic:
                Take(frame.Panic);
                break;
            case ClientFrame.BodyOneofCase.CheckIn:
                TakeCheckIn();
                break;
            case ClientFrame.BodyOneofCase.Availability:
                Take(frame.Availability);
                break;
        }
    }

    private async ValueTask Take(PositionBatch batch, IReadOnlyList<AsSent>? sent)
    {
        if (!Caller.MayReport)
        {
            Refuse(new FrameFault(ErrorCodes.Forbidden, "positions", "", "a token that may report: an efectivo's own, or an integrator's", batch.BatchId));
            return;
        }
        if (batch.Reports.Count > _with.Options.ReportsMax)
        {
            var count = batch.Reports.Count.ToString(CultureInfo.InvariantCulture);
            var rule = string.Create(CultureInfo.InvariantCulture, $"at most {_with.Options.ReportsMax} reports a batch");
            Refuse(new FrameFault(ErrorCodes.TooMany, "positions.reports", count, rule, batch.BatchId));
            return;
        }
        // Full: the client's next frames stay in its socket until an acknowledgement leaves.
        await _batchRoom.WaitAsync();
        // In line before the next frame is read: a backlog is judged in the order it was sent.
        var entered = Enter(batch, sent);
        await ((Task)entered).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ = Acknowledge(batch, entered);
    }

    private async Task<Task<PositionAck>> Enter(PositionBatch batch, IReadOnlyList<AsSent>? sent)
    {
        var ids = ReportIds.Of(Caller.Caller.Subject, batch.BatchId);
        return await _with.Desk.Enter(new ReportBatch(batch.Reports, Caller.Caller, ReportSource.WebSocket, ids, batch.BatchId, sent));
    }

    private async Task Acknowledge(PositionBatch batch, Task<Task<PositionAck>> entered)
    {
        try
        {
            Answer(new ServerFrame { PositionAck = await await entered });
        }
        catch (Exception exception)
        {
            if (!FailureAnswers.IsOutage(exception))
            {
                LogBatchFailed(_with.Logger, exception);
            }
            Say(new FrameFault(ErrorCodes.Unavailable, "positions", "", "send the same batch again: its outcome is unknown", batch.BatchId));
        }
        finally
        {
            _batchRoom.Release();
        }
    }

    private void Take(Subscribe subscribe)
    {
        if (!Caller.MayRead)
        {
            Refuse(new FrameFault(ErrorCodes.Forbidden, "subscribe", "", "a token that may read: operator, supervisor, administrator, auditor or integrator"));
            return;
        }
        var (wish, fault) = Wish.Read(subscribe, _with.Options.FollowedMax, _with.Options.CommandsFollowedMax);
        if (wish is null)
        {
            Refuse(fault!);
            return;
        }
        _with.Inbox.Do(() => _with.Subscriptions.Wish(_view, wish));
    }
}

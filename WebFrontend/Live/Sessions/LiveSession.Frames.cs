using System.Globalization;
using System.Threading.Channels;
using GrupoGad.Efectivos;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Hosting.Tracing;
using GrupoGad.WebFrontend.Ingest;
using Refusal = GrupoGad.WebFrontend.Hosting.Refusal;

namespace GrupoGad.WebFrontend.Live.Sessions;

internal sealed partial class LiveSession
{
    private static readonly TimeSpan _betweenBeats = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<ClientFrame.BodyOneofCase, string> _spanNames =
        Enum.GetValues<ClientFrame.BodyOneofCase>().ToDictionary(body => body, body => EndpointSampler.Frame + body);

    private readonly Channel<(PositionBatch Batch, IReadOnlyList<AsSent>? Sent)> _batches;
    private Heartbeat? _owedBeat;
    private long _beatPaidAt;

    /// <param name="sent">How the reports of a batch were written; null: as they stand in the frame.</param>
    private void Take(ClientFrame frame, IReadOnlyList<AsSent>? sent)
    {
        // Batches of positions are traced where they leave their line.
        using var span = frame.BodyCase is ClientFrame.BodyOneofCase.Heartbeat or ClientFrame.BodyOneofCase.Subscribe or ClientFrame.BodyOneofCase.Positions
            ? null
            : Spans.Begin(_spanNames[frame.BodyCase]);
        switch (frame.BodyCase)
        {
            case ClientFrame.BodyOneofCase.Positions:
                Take(frame.Positions, sent);
                break;
            case ClientFrame.BodyOneofCase.Subscribe:
                Take(frame.Subscribe);
                break;
            case ClientFrame.BodyOneofCase.Heartbeat when !frame.Heartbeat.Reply:
                Take(frame.Heartbeat);
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

    private void Take(PositionBatch batch, IReadOnlyList<AsSent>? sent)
    {
        if (!Caller.MayReport)
        {
            const string Rule = "a token that may report: an efectivo's own, or an integrator's";
            Refuse(new Refusal("positions", null, Rule) { Code = RefusalCodes.Forbidden }, batch.BatchId);
            return;
        }
        if (batch.Reports.Count > _with.Options.ReportsMax)
        {
            var count = batch.Reports.Count.ToString(CultureInfo.InvariantCulture);
            var rule = string.Create(CultureInfo.InvariantCulture, $"at most {_with.Options.ReportsMax} reports a batch");
            Refuse(new Refusal("positions.reports", count, rule).Limited(RefusalCodes.TooMany, null, _with.Options.ReportsMax), batch.BatchId);
            return;
        }
        if (!_batches.Writer.TryWrite((batch, sent)))
        {
            var waiting = _batches.Reader.Count.ToString(CultureInfo.InvariantCulture);
            const string Rule = "send the same batch again when earlier ones are acknowledged";
            Say(new Refusal("positions", waiting, Rule) { Code = RefusalCodes.TooMany }, batch.BatchId);
        }
    }

    /// <summary>Batches one after the other, as room for them comes. Beside the reader: a call for help behind them is read at once.</summary>
    private async Task EnterBatches()
    {
        await foreach (var (batch, sent) in _batches.Reader.ReadAllAsync())
        {
            await _batchRoom.WaitAsync();
            using var span = Spans.Begin(_spanNames[ClientFrame.BodyOneofCase.Positions]);
            // In line before the next one: a backlog is judged in the order it was sent.
            var entered = Enter(batch, sent);
            await ((Task)entered).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ = Acknowledge(batch, entered);
        }
    }

    /// <summary>Answered at once, but once a second: a client that answers without saying so would be answered again as fast as the line allows.</summary>
    private void Take(Heartbeat beat)
    {
        if (Interlocked.Exchange(ref _owedBeat, beat) is not null)
        {
            _with.Instruments.BeatUnanswered();
        }
        PayBeat();
    }

    /// <summary>Answers the last heartbeat that is unanswered, when a second has passed since the last answer. Called once a second, too.</summary>
    public void PayBeat()
    {
        if (Volatile.Read(ref _owedBeat) is null)
        {
            return;
        }
        var before = Volatile.Read(ref _beatPaidAt);
        if ((before == 0 || _with.Clock.GetElapsedTime(before) >= _betweenBeats)
            && Interlocked.CompareExchange(ref _beatPaidAt, _with.Clock.GetTimestamp(), before) == before
            && Interlocked.Exchange(ref _owedBeat, null) is { } beat)
        {
            Answer(new ServerFrame { Heartbeat = new Heartbeat { Nonce = beat.Nonce, Reply = true } });
        }
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
            var rule = $"{GadUnavailableException.PartOf(exception)} is unavailable; send the same batch again: its outcome is unknown";
            Say(new Refusal("positions", null, rule) { Code = RefusalCodes.Unavailable }, batch.BatchId);
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
            const string Rule = "a token that may read: operator, supervisor, administrator, auditor or integrator";
            Refuse(new Refusal("subscribe", null, Rule) { Code = RefusalCodes.Forbidden });
            return;
        }
        var (wish, refusal) = Wish.Read(subscribe, _with.Options.FollowedMax, _with.Options.CommandsFollowedMax);
        if (wish is null)
        {
            Refuse(refusal!);
            return;
        }
        _with.Inbox.Do(() => _with.Subscriptions.Wish(_view, wish));
    }
}

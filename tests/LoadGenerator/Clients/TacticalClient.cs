using System.Net.WebSockets;
using System.Threading.Channels;
using Google.Protobuf;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>
/// One efectivo's device: reports what it is given, in order, over one WebSocket, and keeps every batch until it is acknowledged, over any number of drops.
/// </summary>
/// <param name="firstBatchId">Unique over all runs of this client, with room behind it: an id used again would pass for a retry.</param>
public sealed class TacticalClient(ClientOptions options, string token, ulong firstBatchId, IBatchLog log)
{
    private readonly Outstanding _outstanding = new(options.WindowMax);
    private readonly Backoff _backoff = new();
    private ulong _nextBatchId = firstBatchId;
    private int _urlIndex = Random.Shared.Next(options.Urls.Count);

    /// <summary>Ends when <paramref name="reports"/> is complete and every batch is acknowledged.</summary>
    /// <param name="stop">No new batches, but waits for the answers to those under way.</param>
    /// <exception cref="DoorClosedException">The door refuses this client for good.</exception>
    public async Task Run(ChannelReader<PositionReport> reports, CancellationToken stop, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var url = options.Urls[(int)((uint)_urlIndex % options.Urls.Count)];
                await using var connection = await LiveConnection.Open(url, token, cancellation);
                await Serve(connection, reports, stop, cancellation);
                return;
            }
            catch (Exception e) when (IsDrop(e) && !cancellation.IsCancellationRequested)
            {
                log.Retried(e is EndOfStreamException ? e.Message : e.GetType().Name);
                _urlIndex++;
                await _backoff.Wait(cancellation);
            }
        }
    }

    private async Task Serve(LiveConnection connection, ChannelReader<PositionReport> reports, CancellationToken stop, CancellationToken cancellation)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listening = Listen(connection, broken);
        try
        {
            foreach (var batch in _outstanding.All())
            {
                await connection.Send(new ClientFrame { Positions = batch }, broken.Token);
            }
            await SendAll(connection, reports, stop, broken.Token);
            await _outstanding.Empty(broken.Token);
            // Not under the line's token: the other side's goodbye may come before ours is out.
            await connection.Close(cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await listening;
            throw new EndOfStreamException(connection.Goodbye);
        }
        finally
        {
            await broken.CancelAsync();
            connection.Abort();
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendAll(LiveConnection connection, ChannelReader<PositionReport> reports, CancellationToken stop, CancellationToken broken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, broken);
        try
        {
            while (await reports.WaitToReadAsync(either.Token))
            {
                await _outstanding.Room(either.Token);
                if (Take(reports) is not { } batch)
                {
                    _outstanding.Free();
                    continue;
                }
                await connection.Send(new ClientFrame { Positions = batch }, broken);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !broken.IsCancellationRequested)
        {
            // Asked to stop: what is under way is still waited for.
        }
    }

    private PositionBatch? Take(ChannelReader<PositionReport> reports)
    {
        var batch = new PositionBatch { BatchId = _nextBatchId };
        while (batch.Reports.Count < options.BatchMax && reports.TryRead(out var report))
        {
            batch.Reports.Add(report);
        }
        if (batch.Reports.Count == 0)
        {
            return null;
        }
        _nextBatchId++;
        _outstanding.Add(batch);
        log.Sent(batch);
        return batch;
    }

    private async Task Listen(LiveConnection connection, CancellationTokenSource broken)
    {
        using var pulse = new Pulse(connection, options.SilentHeartbeatsMax);
        try
        {
            while (await connection.Receive(broken.Token) is { } frame)
            {
                pulse.Heard(frame);
                await Take(frame, connection, broken.Token);
            }
        }
        finally
        {
            await broken.CancelAsync();
        }
    }

    private async Task Take(ServerFrame frame, LiveConnection connection, CancellationToken broken)
    {
        switch (frame.BodyCase)
        {
            case ServerFrame.BodyOneofCase.PositionAck:
                _backoff.Reset();
                Settle(frame.PositionAck);
                break;
            case ServerFrame.BodyOneofCase.Heartbeat when !frame.Heartbeat.Reply:
                await connection.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = frame.Heartbeat.Nonce, Reply = true } }, broken);
                break;
            case ServerFrame.BodyOneofCase.Error:
                await Take(frame.Error, connection, broken);
                break;
        }
    }

    private async Task Take(Error error, LiveConnection connection, CancellationToken broken)
    {
        log.Retried($"error {error.Code} {error.Field} {error.Rule}".TrimEnd());
        if (_outstanding.Find(error.BatchId) is not { } batch)
        {
            return;
        }
        if (error.Code is "unavailable" or "flood")
        {
            await _backoff.Wait(broken);
            await connection.Send(new ClientFrame { Positions = batch }, broken);
            return;
        }
        // Refused as a whole: each of its reports counts.
        var outcome = error.Code == "forbidden" ? ReportOutcome.Forbidden : ReportOutcome.Malformed;
        var ack = new PositionAck { BatchId = batch.BatchId };
        ack.Refused.AddRange(Enumerable.Range(0, batch.Reports.Count).Select(i => new Refusal { Index = (uint)i, Outcome = outcome }));
        Settle(ack);
    }

    private void Settle(PositionAck ack)
    {
        if (_outstanding.Settle(ack.BatchId) is { } batch)
        {
            log.Acknowledged(batch, ack);
        }
    }

    private static bool IsDrop(Exception e) => e is WebSocketException or IOException or OperationCanceledException or HttpRequestException
        or InvalidProtocolBufferException;
}

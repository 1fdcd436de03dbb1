using System.Net.WebSockets;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>
/// The client of one efectivo that takes commands: attaches, answers each command once, and repeats every acknowledgement until the system
/// has settled it, over any number of drops and gateways.
/// </summary>
/// <param name="answer">The steps with which it answers a command, in order; asked once a command.</param>
public sealed class FieldClient(ClientOptions options, string token, IFieldLog log, Func<Command, IReadOnlyList<LadderStep>> answer)
{
    /// <summary>An acknowledgement without an answer is sent again.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly UnsettledAcks _unsettled = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Backoff _backoff = new();
    private volatile LiveConnection? _connection;
    private int _urlIndex = Random.Shared.Next(options.Urls.Count);
    private string _resumeToken = "";
    private ulong _sequence;

    /// <summary>Acknowledgements without the system's word.</summary>
    public int Unsettled => _unsettled.Count;

    /// <summary>Attached at this moment.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>Cuts the line, as a phone in a tunnel; it comes again by itself.</summary>
    public void Cut() => _connection?.Abort();

    /// <summary>Ends when cancelled.</summary>
    /// <exception cref="DoorClosedException">The door refuses this client for good.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var connection = await LiveConnection.Open(options.Urls[(int)((uint)_urlIndex % options.Urls.Count)], token, cancellation);
                _connection = connection;
                await Serve(connection, cancellation);
                log.Retried(connection.Goodbye);
            }
            catch (Exception e) when (IsDrop(e) && !cancellation.IsCancellationRequested)
            {
                log.Retried(e.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                IsAttached = false;
            }
            _urlIndex++;
            await _backoff.Wait(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Serve(LiveConnection connection, CancellationToken cancellation)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var pulse = new Pulse(connection, options.SilentHeartbeatsMax);
        await connection.Send(new ClientFrame { Attach = new Attach { Device = "load", ResumeToken = _resumeToken, LastSequence = _sequence } }, broken.Token);
        var repeating = Repeat(connection, broken.Token);
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
            await repeating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Take(ServerFrame frame, LiveConnection connection, CancellationToken broken)
    {
        _sequence = frame.Sequence > 0 ? frame.Sequence : _sequence;
        switch (frame.BodyCase)
        {
            case ServerFrame.BodyOneofCase.Attached:
                _backoff.Reset();
                IsAttached = true;
                _resumeToken = frame.Attached.ResumeToken;
                _sequence = frame.Attached.Resumed ? _sequence : 0;
                await Resend(connection, TimeSpan.Zero, broken);
                break;
            case ServerFrame.BodyOneofCase.Command:
                await Take(frame.Command, connection, broken);
                break;
            case ServerFrame.BodyOneofCase.CommandAckResult:
                if (_unsettled.Settle(frame.CommandAckResult.CommandId, frame.CommandAckResult.Step))
                {
                    log.Settled(frame.CommandAckResult);
                }
                break;
            case ServerFrame.BodyOneofCase.Heartbeat when !frame.Heartbeat.Reply:
                await connection.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = frame.Heartbeat.Nonce, Reply = true } }, broken);
                break;
            case ServerFrame.BodyOneofCase.Error:
                log.Retried($"error {frame.Error.Code} {frame.Error.Field} {frame.Error.Rule}".TrimEnd());
                break;
        }
    }

    private async Task Take(Command command, LiveConnection connection, CancellationToken broken)
    {
        var isFirst = _known.Add(command.CommandId);
        log.Took(command, isFirst);
        if (!isFirst)
        {
            return;
        }
        foreach (var step in answer(command))
        {
            var ack = new CommandAck
            {
                CommandId = command.CommandId,
                Step = step,
                At = Timestamp.FromDateTime(DateTime.UtcNow),
                Reason = step == LadderStep.Refused ? "no puedo" : "",
            };
            _unsettled.Add(ack);
            await connection.Send(new ClientFrame { CommandAck = ack }, broken);
        }
    }

    private async Task Repeat(LiveConnection connection, CancellationToken broken)
    {
        using var timer = new PeriodicTimer(_patience / 2);
        while (await timer.WaitForNextTickAsync(broken))
        {
            if (IsAttached)
            {
                await Resend(connection, _patience, broken);
            }
        }
    }

    private async Task Resend(LiveConnection connection, TimeSpan after, CancellationToken broken)
    {
        foreach (var ack in _unsettled.Due(after))
        {
            await connection.Send(new ClientFrame { CommandAck = ack }, broken);
        }
    }

    private static bool IsDrop(Exception e) => e is WebSocketException or IOException or OperationCanceledException or HttpRequestException
        or InvalidProtocolBufferException or ObjectDisposedException;
}

using System.Net.WebSockets;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Sessions;

internal sealed partial class LiveSession
{
    private long _writingAt;

    /// <summary>How long the message that is being written has taken; null when none is.</summary>
    public TimeSpan? Writing => Volatile.Read(ref _writingAt) is var at and not 0 ? _with.Clock.GetElapsedTime(at) : null;

    // The session's one writer: however slow its client, nobody else waits for it.
    private async Task Write()
    {
        var type = Subprotocol == Subprotocol.Json ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        try
        {
            while (await _outbox.Next(CancellationToken.None) is { } outgoing)
            {
                Volatile.Write(ref _writingAt, _with.Clock.GetTimestamp());
                try
                {
                    await _socket.SendAsync(outgoing.Message.Memory, type, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
                }
                finally
                {
                    Volatile.Write(ref _writingAt, 0);
                    _outbox.Written(outgoing);
                    if (outgoing.Frame is { } frame)
                    {
                        _with.Commands.Instruments.Sent(frame, _with.Clock.GetUtcNow().UtcDateTime);
                    }
                }
            }
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync((WebSocketCloseStatus)_closeCode, _closeReason, CancellationToken.None);
            }
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // The client is away; the reader sees it too.
            Close(CloseCodes.Normal, "");
        }
        catch (Exception exception)
        {
            LogFailed(_with.Logger, exception);
            Close(CloseCodes.Internal, "");
            Abort();
        }
    }

    /// <summary>The connection broke, which is an everyday end; anything else is a bug.</summary>
    private bool IsGone(Exception exception) => exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException
        // The server's word for a connection that it has taken away.
        || exception is InvalidOperationException && _socket.State is WebSocketState.Aborted or WebSocketState.Closed;
}

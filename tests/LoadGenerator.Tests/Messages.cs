using System.Net.WebSockets;

namespace GrupoGad.LoadGenerator.Tests;

internal static class Messages
{
    /// <summary>The length of the next message, whole: one receive gives what has come of it so far. Null: the client closed.</summary>
    public static async Task<int?> Next(WebSocket socket, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }
            length += part.Count;
            if (part.EndOfMessage)
            {
                return length;
            }
        }
    }
}

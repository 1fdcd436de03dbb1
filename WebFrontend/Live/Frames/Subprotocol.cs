namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>How the frames of a session are written.</summary>
internal enum Subprotocol
{
    /// <summary>Binary messages, <c>gad.v1.protobuf</c>.</summary>
    Protobuf = 0,

    /// <summary>Text messages in the protobuf JSON mapping, <c>gad.v1.json</c>.</summary>
    Json = 1,
}

/// <summary>The names that travel in <c>Sec-WebSocket-Protocol</c>.</summary>
internal static class SubprotocolNames
{
    public const string Protobuf = "gad.v1.protobuf";

    public const string Json = "gad.v1.json";

    /// <summary>How many subprotocols there are: the size of a table with one place for each.</summary>
    public const int Count = 2;

    /// <summary>The first offered one that we speak; null when there is none.</summary>
    public static Subprotocol? Choose(IList<string> offered)
    {
        foreach (var name in offered)
        {
            switch (name)
            {
                case Protobuf:
                    return Subprotocol.Protobuf;
                case Json:
                    return Subprotocol.Json;
            }
        }
        return null;
    }

    public static string Name(this Subprotocol subprotocol) => subprotocol == Subprotocol.Json ? Json : Protobuf;
}

namespace GrupoGad.WebFrontend.Live;

/// <summary>Why a session was closed. Part of the protocol: described in <c>asyncapi.yaml</c>, append only.</summary>
public static class CloseCodes
{
    /// <summary>The client closed.</summary>
    public const int Normal = 1000;

    /// <summary>This gateway stops: connect again, to any.</summary>
    public const int GoingAway = 1001;

    /// <summary>Too many malformed frames.</summary>
    public const int Policy = 1008;

    /// <summary>A message beyond what is even read to its end.</summary>
    public const int TooLarge = 1009;

    /// <summary>An error of ours: connect again.</summary>
    public const int Internal = 1011;

    /// <summary>The token expired: connect again with a new one.</summary>
    public const int TokenExpired = 4001;

    /// <summary>The client sent nothing for too long.</summary>
    public const int Silent = 4002;

    /// <summary>More frames than are taken, for too long.</summary>
    public const int Flood = 4003;

    /// <summary>A newer session of the same efectivo took over: do not connect again by yourself.</summary>
    public const int Superseded = 4004;

    /// <summary>The client does not read what it is sent.</summary>
    public const int SlowReader = 4008;

    /// <summary>More commands wait than are kept for a client that does not read: connect again, attach with the resume token, none is lost.</summary>
    public const int Behind = 4009;
}

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Reasons of <c>gad.streams.failures</c>.</summary>
internal enum StreamFailure
{
    /// <summary>Redis did not take an entry in time; its publisher received the failure.</summary>
    Append,

    /// <summary>A read failed and is tried again.</summary>
    Read,

    /// <summary>The place reached could not be saved; a kill now would deliver more again.</summary>
    Checkpoint,

    /// <summary>An entry whose payload this version cannot read; passed over.</summary>
    Unreadable,

    /// <summary>Redis came back without what it had; reading begins where it now is.</summary>
    Restarted,

    /// <summary>The queue was cut to its length before it was read to the end: entries may be lost.</summary>
    Trimmed,

    /// <summary>A grain did not take an entry within its time; given up.</summary>
    Delivery,

    /// <summary>A grain could not be asked where it wants to begin.</summary>
    Subscription,
}

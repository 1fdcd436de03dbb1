namespace GrupoGad.Watching;

/// <summary>Counts the messages to watchers, in the terms of the grain that they watch.</summary>
internal interface IWatchMeter
{
    /// <summary>A message was taken in.</summary>
    void Sent();

    /// <summary>A slow watcher missed a message; its next message is the whole.</summary>
    void Coalesced();

    /// <summary>A message was not answered in time and counts as lost; its watcher's next message is the whole.</summary>
    void Lost();
}

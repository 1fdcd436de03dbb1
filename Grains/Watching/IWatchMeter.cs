namespace GrupoGad.Watching;

/// <summary>Counts messages to watchers, in the terms of the grain they watch.</summary>
internal interface IWatchMeter
{
    /// <summary>A message was taken in.</summary>
    void Sent();

    /// <summary>A slow watcher missed a message; it receives everything next time.</summary>
    void Coalesced();

    /// <summary>A message was not answered in time and counts as lost; its watcher receives everything next time.</summary>
    void Lost();
}

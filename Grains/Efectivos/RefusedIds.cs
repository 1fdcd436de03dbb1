namespace GrupoGad.Efectivos;

/// <summary>
/// The last reports refused as implausible. A second delivery of one (its gateway died, the device sent it again) gets the same answer: by
/// then it may be older than the live fix, and would be taken for history although its sender has the answer that it was refused.
/// </summary>
internal sealed class RefusedIds
{
    /// <summary>Far more than the batches hold that a device waits for, unless it jumps with every fix. 2 KiB, of the few that are refused so often.</summary>
    private const int KeptMax = 256;

    private readonly Queue<long> _ids = new();

    public void Add(long reportId)
    {
        if (_ids.Count == KeptMax)
        {
            _ids.Dequeue();
        }
        _ids.Enqueue(reportId);
    }

    public bool Contains(long reportId) => _ids.Contains(reportId);
}

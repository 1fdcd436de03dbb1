namespace GrupoGad.Operations;

/// <summary>Timelines of operations, as stored with their states.</summary>
public interface IOperationTimeline
{
    /// <summary>Entries after a sequence, oldest first.</summary>
    ValueTask<TimelinePage> Read(string operationId, long after, int limit, CancellationToken cancellation);
}

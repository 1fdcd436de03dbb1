using Orleans.Streams;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>A queue in a log line: <c>gad-commands-3</c>.</summary>
internal readonly record struct QueueName(QueueId Id)
{
    public override string ToString() => $"{Id.GetStringNamePrefix()}-{Id.GetNumericId()}";
}

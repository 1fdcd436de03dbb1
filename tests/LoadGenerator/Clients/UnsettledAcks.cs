using System.Diagnostics;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>Acknowledgements the system has not answered yet, in the order they were made. They outlive a connection.</summary>
public sealed class UnsettledAcks
{
    private sealed class Pending(CommandAck ack)
    {
        public CommandAck Ack { get; } = ack;
        public long SentAt { get; set; } = Stopwatch.GetTimestamp();
    }

    private readonly List<Pending> _pending = [];
    private readonly Lock _gate = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    public void Add(CommandAck ack)
    {
        lock (_gate)
        {
            _pending.Add(new Pending(ack));
        }
    }

    /// <summary>False when it was settled before.</summary>
    public bool Settle(string commandId, LadderStep step)
    {
        lock (_gate)
        {
            return _pending.RemoveAll(pending => pending.Ack.CommandId == commandId && pending.Ack.Step == step) > 0;
        }
    }

    /// <summary>Those without an answer for so long, marked as sent now.</summary>
    public IReadOnlyList<CommandAck> Due(TimeSpan after)
    {
        lock (_gate)
        {
            var due = _pending.FindAll(pending => Stopwatch.GetElapsedTime(pending.SentAt) >= after);
            due.ForEach(pending => pending.SentAt = Stopwatch.GetTimestamp());
            return due.ConvertAll(pending => pending.Ack);
        }
    }
}

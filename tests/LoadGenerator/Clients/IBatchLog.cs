using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>Hears what becomes of a client's batches. Called from many clients at once.</summary>
public interface IBatchLog
{
    /// <summary>Sent for the first time.</summary>
    void Sent(PositionBatch batch);

    /// <summary>Answered; once a batch.</summary>
    void Acknowledged(PositionBatch batch, PositionAck ack);

    /// <summary>A line dropped or a batch has to be sent again.</summary>
    void Retried(string why);
}

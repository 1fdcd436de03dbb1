using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>Receives the events of commands at the client of one efectivo. Called from the loop of the client, one call at a time.</summary>
public interface IFieldLog
{
    /// <summary>A command arrived.</summary>
    /// <param name="isFirst">False when the command was known already and needs no new answer.</param>
    void Took(Command command, bool isFirst);

    /// <summary>The system answered an acknowledgement.</summary>
    void Settled(CommandAckResult result);

    void Retried(string why);
}

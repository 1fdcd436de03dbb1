using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>What an efectivo's client tells of its commands. Called from the client's own loop, one call at a time.</summary>
public interface IFieldLog
{
    /// <summary>A command came in.</summary>
    /// <param name="isFirst">False: it was known; nobody acts on it again.</param>
    void Took(Command command, bool isFirst);

    /// <summary>The system's word on an acknowledgement.</summary>
    void Settled(CommandAckResult result);

    void Retried(string why);
}

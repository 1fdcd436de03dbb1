namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>Something of which a grain is asked once a second while a session follows it.</summary>
internal abstract class PolledSource(string id) : LiveSource
{
    public string Id { get; } = id;

    /// <summary>It waits for its turn or for an answer: it is asked once at a time.</summary>
    public bool Queued { get; set; }

    /// <summary>Asks the grain. The returned action takes the answer in, on the broadcaster.</summary>
    public abstract Task<Action> Ask(IGrainFactory grains);
}

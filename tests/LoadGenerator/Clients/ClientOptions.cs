namespace GrupoGad.LoadGenerator.Clients;

/// <summary>How a tactical client behaves.</summary>
public sealed record ClientOptions
{
    /// <summary>Reports in one batch, 1..500.</summary>
    public int BatchMax { get; init; } = 100;

    /// <summary>Batches that wait for their acknowledgement at once.</summary>
    public int WindowMax { get; init; } = 4;

    /// <summary>Silence of the other side after which the connection is taken for dead, in heartbeats.</summary>
    public int SilentHeartbeatsMax { get; init; } = 3;

    /// <summary>Gateways; a client that loses one tries the next.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }
}

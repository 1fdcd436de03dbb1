namespace GrupoGad.LoadGenerator.Clients;

/// <summary>Batch ids that no earlier run of a client has used: an id used again would pass for a retry.</summary>
public static class BatchIds
{
    private const int BitsOfOneRun = 20;

    /// <summary>By chance among 2⁴³, with room for a million batches behind it.</summary>
    public static ulong First() => (ulong)Random.Shared.NextInt64(1, 1L << (63 - BitsOfOneRun)) << BitsOfOneRun;
}

namespace GrupoGad.Silo.Membership;

/// <summary>Keeps silos that were declared dead from writing, also those that live on and do not know it.</summary>
internal interface IEvictions
{
    /// <summary>When it ends, nothing that the silo has begun to write is still under way, and nothing more of it is taken.</summary>
    Task Record(SiloAddress silo, CancellationToken cancellation);

    Task<bool> Has(SiloAddress silo, CancellationToken cancellation);
}

namespace GrupoGad.Efectivos;

/// <summary>An efectivo as operations see it. Every answer is durable; every call is safe to repeat.</summary>
/// <remarks>Key: the efectivo's code. The same grain as <see cref="IEfectivoGrain"/>: each caller holds only what it may do.</remarks>
[Alias(Aliases.ReservableGrain)]
public interface IReservableGrain : IGrainWithStringKey
{
    /// <summary>Takes it for an operation, when it is available and nobody has it.</summary>
    [Alias(nameof(Reserve))]
    ValueTask<ReserveAnswer> Reserve(string operationId, string assignmentId, CancellationToken cancellation = default);

    /// <summary>It agreed: on task from now on. False when this assignment does not hold it.</summary>
    [Alias(nameof(Engage))]
    ValueTask<bool> Engage(string assignmentId, CancellationToken cancellation = default);

    /// <summary>Free again, and available if it was on task. Nothing happens when another assignment holds it, or none.</summary>
    [Alias(nameof(Release))]
    ValueTask Release(string assignmentId, CancellationToken cancellation = default);
}

namespace GrupoGad.Efectivos;

/// <summary>An efectivo as operations see it. Every answer is durable; every call is safe to repeat, and a late one of an older time changes nothing.</summary>
/// <remarks>Key: the efectivo's code. The same grain as <see cref="IEfectivoGrain"/>: each caller holds only what it may do.</remarks>
[Alias(Aliases.ReservableGrain)]
public interface IReservableGrain : IGrainWithStringKey
{
    /// <summary>Holds it for the time of an operation, when no other holds any of that time and, for an operation that begins soon, it is available.</summary>
    [Alias(nameof(Take))]
    ValueTask<ReserveAnswer> Take(HoldTime time, CancellationToken cancellation = default);

    /// <summary>
    /// The assignment holds this time and no other, but for the one beside it to which its operation may be moved. Refused when another operation has some
    /// of either; then it holds what it held.
    /// </summary>
    [Alias(nameof(Retime))]
    ValueTask<ReserveAnswer> Retime(HoldTime time, CancellationToken cancellation = default);

    /// <summary>Its assignment begins: on task from now on, unless another one still has it.</summary>
    [Alias(nameof(Begin))]
    ValueTask<ReserveAnswer> Begin(string assignmentId, CancellationToken cancellation = default);

    /// <summary>Frees the efectivo for that time, and makes it available if it was on task for it. Nothing happens when the assignment holds nothing.</summary>
    [Alias(nameof(Release))]
    ValueTask Release(string assignmentId, CancellationToken cancellation = default);
}

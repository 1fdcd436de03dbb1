using Orleans.Concurrency;

namespace GrupoGad.Operations;

/// <summary>The diary of one who commands operations: no two of them overlap. Key: the efectivo's code.</summary>
[Alias("gad.v1.commander")]
public interface ICommanderGrain : IGrainWithStringKey
{
    /// <summary>Takes the time in, durably, unless another operation has some of it.</summary>
    /// <returns>The operation that has; null when it is booked, now or already.</returns>
    [Alias(nameof(Book))]
    ValueTask<string?> Book(string operationId, Booking booking, CancellationToken cancellation = default);

    /// <summary>Gives it back. Nothing happens when it is not there.</summary>
    [Alias(nameof(Free))]
    ValueTask Free(string token, CancellationToken cancellation = default);
}

/// <summary>An operation as its commander's diary sees it.</summary>
[Alias("gad.v1.booked-operation")]
public interface IBookedOperationGrain : IGrainWithStringKey
{
    /// <summary>
    /// True when the operation needs the booking or is about to. After false it never will: the store rejects later writes of an older activation.
    /// </summary>
    [Alias(nameof(Needs)), AlwaysInterleave]
    ValueTask<bool> Needs(string token, CancellationToken cancellation = default);
}

using System.Collections.Immutable;
using Orleans.Concurrency;

namespace GrupoGad.Efectivos;

/// <summary>
/// A field unit: where it is and what it is doing. Operations see it as <see cref="IReservableGrain"/>; its commands wait in its inbox, a grain of their own.
/// </summary>
/// <remarks>Key: the efectivo's code, <c>^[A-Z0-9_-]{3,50}$</c>, e.g. <c>E-0417</c>. One activation holds the live state.</remarks>
[Alias(Aliases.EfectivoGrain)]
public interface IEfectivoGrain : IGrainWithStringKey
{
    /// <summary>Creates it or replaces its profile, durably. True when it was created.</summary>
    [Alias(nameof(Register))]
    ValueTask<bool> Register(EfectivoProfile profile, CancellationToken cancellation = default);

    /// <summary>As <see cref="Register"/>, when it is of the version that the writer expects.</summary>
    [Alias(nameof(Put))]
    ValueTask<EfectivoAnswer> Put(EfectivoProfile profile, Expected expected, CancellationToken cancellation = default);

    /// <summary>Null when it was never registered.</summary>
    [Alias(nameof(Describe))]
    ValueTask<EfectivoView?> Describe(CancellationToken cancellation = default);

    /// <summary>Guarded; durable before the answer.</summary>
    [Alias(nameof(ChangeAvailability))]
    ValueTask<AvailabilityAnswer> ChangeAvailability(AvailabilityChange change, CancellationToken cancellation = default);

    /// <summary>
    /// Judges one position report. A late one is kept as history and moves nothing; repeated and implausible ones are refused.
    /// An accepted one is durable when this answers. Calls interleave while they wait for the journal.
    /// </summary>
    [Alias(nameof(Report)), AlwaysInterleave]
    ValueTask<ReportOutcome> Report(PositionReport report, CancellationToken cancellation = default);

    /// <summary>
    /// Judges several reports in the given order. Two calls of <see cref="Report"/> to another silo may overtake each other; reports of one call cannot.
    /// </summary>
    /// <returns>One outcome a report, after every accepted one is durable.</returns>
    [Alias(nameof(ReportInOrder)), AlwaysInterleave]
    ValueTask<ImmutableArray<ReportOutcome>> ReportInOrder(ImmutableArray<PositionReport> reports, CancellationToken cancellation = default);

    /// <summary>An endpoint refused a report of its device before the report came here; the endpoint's clock and count do not matter.</summary>
    [Alias(nameof(NoteRefusal)), AlwaysInterleave, OneWay]
    ValueTask NoteRefusal(DeviceRefusal refusal);

    /// <summary>Starts from the store and enters its cell: after a start or a silo's death, or when the cell lost it. Answers when the cell has it.</summary>
    /// <exception cref="GadUnavailableException">The cell could not take it now; it goes on trying by itself.</exception>
    [Alias(nameof(Rejoin)), AlwaysInterleave]
    ValueTask Rejoin(CancellationToken cancellation = default);

    /// <summary>A cell that has received nothing from it for long asks whether it is still there.</summary>
    /// <param name="cell">The cell's quadkey.</param>
    /// <returns>Null: it is there, or will leave by itself. Else a version newer than all it sent: the cell removes it unless it has a newer one.</returns>
    [Alias(nameof(AbsentFrom))]
    ValueTask<long?> AbsentFrom(string cell, CancellationToken cancellation = default);
}

using Orleans.Concurrency;

namespace GrupoGad.Duty;

/// <inheritdoc cref="IDutyDirectoryGrain"/>
[StatelessWorker, Reentrant]
public sealed class DutyDirectoryGrain(IDutyDirectory directory, IDutyRecord record) : Grain, IDutyDirectoryGrain
{
    public ValueTask<DutyPicture> At(DutyQuery query, CancellationToken cancellation) =>
        query.Limit is < 0 or > 1_000 ? throw new ArgumentException("The limit is 0..1,000.", nameof(query)) : directory.At(query, cancellation);

    public ValueTask<DutyChangesPage> Changes(DutyChangesQuery query, CancellationToken cancellation) => query.Limit is < 1 or > DutyChangesQuery.LimitMax
        ? throw new ArgumentException($"The limit is 1..{DutyChangesQuery.LimitMax}.", nameof(query))
        : record.Changes(query, cancellation);
}

using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Efectivos;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Recipients among the efectivos whose state is in memory.</summary>
internal sealed class MemoryRecipients(MemoryStates states) : IRecipientDirectory
{
    public ValueTask<IReadOnlySet<string>> Known(IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        new(efectivos.Where(efectivo => states.Profile(efectivo) is not null).ToHashSet(StringComparer.Ordinal));

    public ValueTask<ImmutableArray<string>> Of(RecipientKind kind, string value, int limit, CancellationToken cancellation) =>
        new([.. states.Profiles().Where(efectivo => Has(efectivo.Profile, kind, value)).Select(efectivo => efectivo.Id).Order(StringComparer.Ordinal).Take(limit)]);

    public ValueTask<IReadOnlyDictionary<string, string>> Superiors(IReadOnlyCollection<string> efectivos, CancellationToken cancellation) => new(
        efectivos.Select(efectivo => (efectivo, states.Profile(efectivo)?.Superior)).Where(pair => pair.Superior is { Length: > 0 })
            .ToDictionary(pair => pair.efectivo, pair => pair.Superior!, StringComparer.Ordinal));

    public ValueTask<ImmutableArray<string>> Jurisdictions(IReadOnlyCollection<string> efectivos, CancellationToken cancellation) => new(
        [.. efectivos.Select(efectivo => states.Profile(efectivo)?.Jurisdiction ?? "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static bool Has(EfectivoProfile profile, RecipientKind kind, string value) => kind switch
    {
        RecipientKind.Unit => profile.Unit == value,
        RecipientKind.Role => profile.Specialties.Contains(value),
        RecipientKind.Rank => profile.Rank == value,
        RecipientKind.Jurisdiction => profile.Jurisdiction == value,
        _ => false,
    };
}

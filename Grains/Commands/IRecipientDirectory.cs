using System.Collections.Immutable;

namespace GrupoGad.Commands;

/// <summary>Registered efectivos, found in the ways an issuer names them.</summary>
public interface IRecipientDirectory
{
    /// <summary>Which of these codes are registered efectivos.</summary>
    ValueTask<IReadOnlySet<string>> Known(IReadOnlyCollection<string> efectivos, CancellationToken cancellation);

    /// <summary>All of a unit, with a specialty (<see cref="RecipientKind.Role"/>), of a rank or of a jurisdiction; by code.</summary>
    ValueTask<ImmutableArray<string>> Of(RecipientKind kind, string value, int limit, CancellationToken cancellation);

    /// <summary>The next in line above each of these who has one.</summary>
    ValueTask<IReadOnlyDictionary<string, string>> Superiors(IReadOnlyCollection<string> efectivos, CancellationToken cancellation);

    /// <summary>Those that these belong to, by name; the empty one when any of them belongs to none, or is not registered.</summary>
    ValueTask<ImmutableArray<string>> Jurisdictions(IReadOnlyCollection<string> efectivos, CancellationToken cancellation);
}

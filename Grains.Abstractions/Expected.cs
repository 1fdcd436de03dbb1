using System.Collections.Immutable;

namespace GrupoGad;

/// <summary>
/// The version that a writer expects of the resource that it changes. The grain checks the version in the turn that writes, so of two racing writers one wins.
/// </summary>
/// <param name="Versions">Of <see cref="Expectation.OneOf"/> and <see cref="Expectation.NoneOf"/>.</param>
[GenerateSerializer, Immutable, Alias(Aliases.Expected)]
public readonly record struct Expected([property: Id(0)] Expectation What, [property: Id(1)] ImmutableArray<long> Versions)
{
    public static Expected Of(Expectation what) => new(what, []);

    public static Expected Version(long version) => new(Expectation.OneOf, [version]);

    /// <param name="current">The version that is there; null: nothing is.</param>
    /// <param name="same">It is already as the writer wants it: a repeat whose first answer was lost is right, also when it names the version before.</param>
    public Mismatch Against(long? current, bool same = false)
    {
        var versions = Versions.IsDefault ? [] : Versions;
        return What switch
        {
            Expectation.Whatever => Mismatch.None,
            Expectation.Unstated => current is null || same ? Mismatch.None : Mismatch.Unstated,
            Expectation.Nothing => current is null ? Mismatch.None : Mismatch.Stale,
            Expectation.NothingElse => current is null || same ? Mismatch.None : Mismatch.Stale,
            Expectation.Something => current is null ? Mismatch.Stale : Mismatch.None,
            Expectation.OneOf => current is { } there && (versions.Contains(there) || (same && versions.Any(known => known < there))) ? Mismatch.None : Mismatch.Stale,
            Expectation.NoneOf => current is { } other && versions.Contains(other) ? Mismatch.Stale : Mismatch.None,
            _ => Mismatch.Stale,
        };
    }

    /// <summary>The new content was made from this version: nothing newer may be replaced by it.</summary>
    public Expected MadeFrom(long version) => What switch
    {
        Expectation.Whatever or Expectation.Something => Version(version),
        Expectation.OneOf when Versions.Contains(version) => Version(version),
        Expectation.NoneOf when !Versions.Contains(version) => Version(version),
        _ => this,
    };

    /// <summary>As the grain has to judge it: a call that is sent again finds what it made itself, and that is not another's.</summary>
    public Expected OfThisCall() => What == Expectation.Nothing && RepeatedCall.IsThis ? Of(Expectation.NothingElse) : this;

    /// <summary>The write accepts any version. If another write came in between, it is repeated on the newer version.</summary>
    public bool TakesAny => What is Expectation.Whatever or Expectation.Something or Expectation.NoneOf;
}

/// <summary>Numbers are sent: append only.</summary>
public enum Expectation
{
    /// <summary>Not checked: writes of the installation's own programs, and moves, which name no version.</summary>
    Whatever = 0,

    /// <summary>The writer did not say: fine where nothing is lost by it.</summary>
    Unstated = 1,

    /// <summary>There must be nothing.</summary>
    Nothing = 2,

    /// <summary>There must be something, of whatever version.</summary>
    Something = 3,

    /// <summary>There must be one of these versions.</summary>
    OneOf = 4,

    /// <summary>There must be none of these versions.</summary>
    NoneOf = 5,

    /// <summary>There must be nothing, or just what the writer wants: of <see cref="Nothing"/> that is asked for again.</summary>
    NothingElse = 6,
}

/// <summary>How an expectation differs from what is there.</summary>
public enum Mismatch
{
    None = 0,

    /// <summary>Another writer has changed it.</summary>
    Stale = 1,

    /// <summary>The write would replace an earlier one and does not name the version.</summary>
    Unstated = 2,
}

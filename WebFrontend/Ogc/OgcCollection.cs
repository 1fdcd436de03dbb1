using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>Features of one kind, as GIS software asks for them.</summary>
internal interface IOgcCollection
{
    /// <summary>In the address.</summary>
    string Id { get; }

    string Title { get; }

    string Description { get; }

    /// <param name="cursor">Where the page before ended; empty: from the start.</param>
    /// <returns>The features and where the next page begins; empty: this was the last.</returns>
    Task<OgcFeatures> Page(OgcQuestion question, string cursor, CancellationToken cancellation);

    /// <summary>Null: there is none.</summary>
    Task<ItemFeature?> Find(string id, OgcQuestion question, CancellationToken cancellation);

    /// <summary>Whether a text can be one of our cursors, of that question.</summary>
    bool IsCursor(string cursor, OgcQuestion question);
}

/// <param name="Problem">Why the question cannot be answered; else null.</param>
internal sealed record OgcFeatures(IReadOnlyList<ItemFeature> Features, string Next, ProblemHttpResult? Problem = null);

/// <summary>A query of a collection.</summary>
/// <param name="Bounds">Null: anywhere.</param>
/// <param name="From">Null: open.</param>
/// <param name="To">Null: open. An instant is from itself to itself.</param>
/// <param name="Offset">Features that are passed over first.</param>
internal sealed record OgcQuestion(Geo.GeoBounds? Bounds, DateTime? From, DateTime? To, int Limit, int Offset = 0)
{
    public static readonly Geo.GeoBounds World = new(-90, -180, 90, 180);

    public bool Covers(DateTime time) => !(time < From) && !(time > To);
}

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>An index that the product relies on.</summary>
/// <param name="Definition">As PostgreSQL writes it, from the method on: <c>gist ("position")</c>.</param>
/// <param name="Why">Query that it serves.</param>
/// <param name="Unique">True when it also enforces uniqueness.</param>
internal sealed record IndexDeclaration(string Table, string Name, string Definition, string Why, bool Unique = false);

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>An index that the product counts on.</summary>
/// <param name="Definition">As PostgreSQL writes it, from the method on: <c>gist ("position")</c>.</param>
/// <param name="Why">Which question it answers.</param>
/// <param name="Unique">It is a rule of the data, not only a way to find it.</param>
internal sealed record IndexDeclaration(string Table, string Name, string Definition, string Why, bool Unique = false);

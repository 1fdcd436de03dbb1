namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>An index as it is on the server.</summary>
/// <param name="Definition">Definition from the method on.</param>
/// <param name="Valid">False while it is built or after a failed build; for a partitioned table also when a partition lacks the index.</param>
internal sealed record FoundIndex(string Table, string Name, string Definition, bool Unique, bool Valid);

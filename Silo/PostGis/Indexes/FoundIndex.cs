namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>An index as it is on the server.</summary>
/// <param name="Definition">From the method on.</param>
/// <param name="Valid">False while it is built or when its building failed; of a partitioned table, also when a partition has none.</param>
internal sealed record FoundIndex(string Table, string Name, string Definition, bool Unique, bool Valid);

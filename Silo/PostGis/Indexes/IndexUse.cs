namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Use of a declared index, all its partitions together.</summary>
/// <param name="Scans">Since the server's statistics began.</param>
/// <param name="SizeBytes">On disk.</param>
/// <param name="Rows">The planner's estimate; null before the first analyze.</param>
/// <param name="Bloat">Share of the pages that a fresh B-tree would not need, 0..1, estimated from the average widths; null for other methods.</param>
internal sealed record IndexUse(string Name, long Scans, long SizeBytes, double? Rows, double? Bloat);

/// <summary>Reads and writes of a table, all its partitions together.</summary>
/// <param name="IndexScanRatio">Scans by an index among all scans, 0..1; null without any.</param>
/// <param name="HotRatio">Updates that touched no index among all updates, 0..1; null without any.</param>
internal sealed record TableUse(string Name, double? IndexScanRatio, double? HotRatio);

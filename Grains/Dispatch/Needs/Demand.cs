namespace GrupoGad.Dispatch;

/// <summary>So many of one kind that an operation looks for.</summary>
internal sealed record Demand(Wanted Wanted, int Count);

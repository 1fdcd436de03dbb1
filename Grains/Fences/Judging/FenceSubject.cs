using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <summary>The efectivo that is judged, as filters see it.</summary>
public sealed record FenceSubject(string EfectivoId, EfectivoProfile Profile, Availability Availability);

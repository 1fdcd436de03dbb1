using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>The part of an efectivo's state that decides whether an operation can have it.</summary>
/// <param name="Over">The last assignments that are over, oldest first.</param>
public sealed record Hold(Availability Availability, Reservation? Reservation, ImmutableArray<string> Over);

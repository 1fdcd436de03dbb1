using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>The part of an efectivo's state that decides whether an operation can have it.</summary>
/// <param name="Reservations">By start; no two overlap, and one is engaged at most.</param>
/// <param name="Over">The last assignments that are over, oldest first.</param>
public sealed record Hold(Availability Availability, ImmutableArray<Reservation> Reservations, ImmutableArray<string> Over);

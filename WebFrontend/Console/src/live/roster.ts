import { type Efectivo, hasPosition, latest, newest, type Sighting } from "./sighting";

/** A jump farther than this part of the world's width (about 1.6 km at the equator) is drawn as a jump. */
const GLIDE_MAX = 4e-5;

/** Everybody the screen knows, each once, whatever number of cells speak of them. */
export class Roster {
  readonly efectivos = new Map<string, Efectivo>();
  private readonly leaving = new Set<Efectivo>();

  /** Takes a new or changed sighting into account. */
  settle(sighting: Sighting, now: number): void {
    const known = this.efectivos.get(sighting.efectivoId);
    if (!known) {
      this.efectivos.set(sighting.efectivoId, fresh(sighting));
      return;
    }
    if (!known.sightings.includes(sighting)) known.sightings.push(sighting);
    known.leavingAt = null;
    this.leaving.delete(known);
    show(known, now);
  }

  /** Forgets one sighting. Without any other, the efectivo stays on screen for `graceMs` more. */
  retire(sighting: Sighting, now: number, graceMs: number): void {
    const known = this.efectivos.get(sighting.efectivoId);
    if (!known) return;
    const at = known.sightings.indexOf(sighting);
    if (at < 0) return;
    known.sightings.splice(at, 1);
    if (known.sightings.length > 0) {
      show(known, now);
      return;
    }
    known.leavingAt = now + graceMs;
    this.leaving.add(known);
  }

  /** Removes those whose grace is over; true if any. */
  sweep(now: number): boolean {
    let any = false;
    for (const gone of this.leaving) {
      if (gone.leavingAt !== null && gone.leavingAt > now) continue;
      this.leaving.delete(gone);
      this.efectivos.delete(gone.id);
      any = true;
    }
    return any;
  }
}

function fresh(s: Sighting): Efectivo {
  const { efectivoId: id, stamp: _, ...rest } = s;
  return { id, ...rest, fromX: s.x, fromY: s.y, movedAt: Number.NEGATIVE_INFINITY, leavingAt: null, sightings: [s] };
}

function show(e: Efectivo, now: number): void {
  const profile = latest(e.sightings)!;
  e.name = profile.name;
  e.unit = profile.unit;
  e.availability = profile.availability;
  const place = newest(e.sightings)!;
  const moved = place.x !== e.x || place.y !== e.y;
  if (moved) {
    const glides = hasPosition(e) && Math.abs(place.x - e.x) < GLIDE_MAX && Math.abs(place.y - e.y) < GLIDE_MAX;
    e.fromX = glides ? e.x : place.x;
    e.fromY = glides ? e.y : place.y;
    e.movedAt = glides ? now : Number.NEGATIVE_INFINITY;
    e.x = place.x;
    e.y = place.y;
  }
  e.timeMs = place.timeMs;
  e.courseDeg = place.courseDeg;
  e.speedMps = place.speedMps;
  // Cells carry only an accuracy that is coarse, and no battery; the follow list carries both.
  e.accuracyM = place.accuracyM ?? firstKnown(e.sightings, "accuracyM");
  e.battery = firstKnown(e.sightings, "battery");
}

function firstKnown(sightings: readonly Sighting[], field: "accuracyM" | "battery"): number | null {
  for (const s of sightings) if (s[field] !== null) return s[field];
  return null;
}

import type { Availability } from "../generated/gad/v1/efectivos_pb";

/** One source's word about one efectivo: a cell's, or the follow list's. Two cells may speak of the same efectivo for a moment. */
export interface Sighting {
  efectivoId: string;
  name: string;
  unit: string;
  availability: Availability;
  /** Web Mercator, 0..1. */
  x: number;
  y: number;
  /** Device time, ms since 1970; -Infinity until a first position came. */
  timeMs: number;
  courseDeg: number | null;
  speedMps: number | null;
  accuracyM: number | null;
  battery: number | null;
  /** Order of arrival, to break ties. */
  stamp: number;
}

/** An efectivo as the screen shows it. */
export interface Efectivo {
  id: string;
  name: string;
  unit: string;
  availability: Availability;
  x: number;
  y: number;
  timeMs: number;
  courseDeg: number | null;
  speedMps: number | null;
  accuracyM: number | null;
  battery: number | null;
  /** Where it is drawn to come from, and since when (performance clock, ms): motion glides instead of jumping. */
  fromX: number;
  fromY: number;
  movedAt: number;
  /** When its last sighting went away (performance clock, ms); it lingers for a moment, its next cell may be about to report it. */
  leavingAt: number | null;
  sightings: Sighting[];
}

/** Worse than this, metres, a place is only roughly known: it is drawn with its circle, and nobody is sent by it. */
const COARSE_M = 100;

export const isCoarse = (e: { accuracyM: number | null }): boolean => e.accuracyM !== null && e.accuracyM > COARSE_M;

export const hasPosition = (e: { timeMs: number }): boolean => e.timeMs !== Number.NEGATIVE_INFINITY;

/** The newer device time wins; of equal ones the later arrival. */
export function newest(sightings: readonly Sighting[]): Sighting | undefined {
  let best: Sighting | undefined;
  for (const s of sightings) {
    if (!best || s.timeMs > best.timeMs || (s.timeMs === best.timeMs && s.stamp > best.stamp)) best = s;
  }
  return best;
}

/** The sighting that gives the profile: the last one reported, whatever the age of its fix. */
export function latest(sightings: readonly Sighting[]): Sighting | undefined {
  let best: Sighting | undefined;
  for (const s of sightings) if (!best || s.stamp > best.stamp) best = s;
  return best;
}

/** A member of a cell whose first position is still to come. */
export const unplaced = (efectivoId: string): Sighting => ({
  efectivoId,
  name: "",
  unit: "",
  availability: 0,
  x: 0,
  y: 0,
  timeMs: Number.NEGATIVE_INFINITY,
  courseDeg: null,
  speedMps: null,
  accuracyM: null,
  battery: null,
  stamp: 0,
});

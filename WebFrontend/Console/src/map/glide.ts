import type { Efectivo } from "../live/sighting";

/** An efectivo glides to its new place for this long, ms: the eye follows it, and the place is hardly later. */
export const GLIDE_MS = 400;

/** Where an efectivo is drawn at `now` (performance clock, ms). The symbol shader does the same. */
export function drawnAt(e: Efectivo, now: number): { x: number; y: number } {
  const part = Math.max(0, Math.min(1, (now - e.movedAt) / GLIDE_MS));
  const eased = part * (2 - part);
  return { x: e.fromX + (e.x - e.fromX) * eased, y: e.fromY + (e.y - e.fromY) * eased };
}

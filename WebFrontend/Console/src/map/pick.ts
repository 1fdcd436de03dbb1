import type { Count } from "../live/counts";
import { type Efectivo, hasPosition } from "../live/sighting";
import { type Camera, screenX, screenY } from "./camera";
import { countRadius } from "./countPainter";
import { drawnAt } from "./glide";

/** How far from its centre (CSS pixels) a symbol still counts as hit. */
const REACH_PX = 14;

/** The efectivo nearest to a point of the screen, within reach. */
export function pickEfectivo(all: ReadonlyMap<string, Efectivo>, camera: Camera, px: number, py: number, now: number): Efectivo | null {
  let best: Efectivo | null = null;
  let bestDistance = REACH_PX;
  for (const e of all.values()) {
    if (!hasPosition(e)) continue;
    const at = drawnAt(e, now);
    const distance = Math.hypot(screenX(camera, at.x) - px, screenY(camera, at.y) - py);
    if (distance > bestDistance) continue;
    best = e;
    bestDistance = distance;
  }
  return best;
}

/** The count whose circle lies under a point of the screen. */
export function pickCount(counts: Iterable<Count>, camera: Camera, px: number, py: number): Count | null {
  let best: Count | null = null;
  for (const c of counts) {
    const hit = Math.hypot(screenX(camera, c.x) - px, screenY(camera, c.y) - py) <= countRadius(c.total);
    if (hit && (!best || c.total > best.total)) best = c;
  }
  return best;
}

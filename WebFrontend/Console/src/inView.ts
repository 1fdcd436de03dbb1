import type { Map as MapLibre } from "maplibre-gl";
import { type Efectivo, hasPosition } from "./live/sighting";
import type { LiveStore } from "./live/store";
import { cameraOf, isOnScreen } from "./map/camera";

/** Counts the efectivos in view, by the number of the availability (0 unknown … 4 unavailable): single ones, or counts when zoomed out. */
export function inView(map: MapLibre, store: LiveStore, past: ReadonlyMap<string, Efectivo> | null = null): number[] {
  const camera = cameraOf(map);
  const sums = [0, 0, 0, 0, 0];
  for (const c of past ? [] : store.counts.values()) {
    if (c.goneAt !== null || !isOnScreen(camera, c.x, c.y)) continue;
    c.byAvailability.forEach((n, i) => {
      sums[i + 1] = (sums[i + 1] ?? 0) + n;
    });
  }
  // A followed efectivo is in its cell's count already.
  if (!past && store.counts.size > 0) return sums;
  for (const e of (past ?? store.efectivos).values()) {
    if (hasPosition(e) && isOnScreen(camera, e.x, e.y)) sums[e.availability] = (sums[e.availability] ?? 0) + 1;
  }
  return sums;
}

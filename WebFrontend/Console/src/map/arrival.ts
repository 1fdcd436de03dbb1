import type { LngLatBoundsLike, Map as MapLibre } from "maplibre-gl";
import type { Count } from "../live/counts";
import { latitudeOfY, longitudeOfX } from "../live/mercator";
import type { Efectivo } from "../live/sighting";
import { hasPosition } from "../live/sighting";
import type { LiveStore } from "../live/store";
import { WORLD } from "../live/viewport";

/** So many of a hundred must be in the picture; a unit with a wrong fix on another continent must not zoom everybody out. */
const SHARE = 0.98;
const STEP_MS = 500;
const STEPS_MAX = 24;
/** So many steps without a change mean that it is there: finer counts may take a moment to come. */
const STILL_STEPS = 5;
/** So many steps the counts of the world have to come; a fleet may be so small that there are none. */
const COUNTS_STEPS = 8;
/** A count reaches this part of its cell's width around its centre of gravity. */
const REACH = 0.2;
/** Events by which somebody takes the map. */
const TAKING = ["mousedown", "wheel", "touchstart"] as const;

interface Extent {
  /** The number reported, in the extent or not. */
  total: number;
  west: number;
  north: number;
  east: number;
  south: number;
}

/**
 * The first visit: from the whole world, step by step, to where the efectivos are. Ends when it is there or somebody takes the map.
 * Returns how to end it at once: a step would cut short a flight that somebody asked for.
 */
export function arrive(map: MapLibre, store: LiveStore, done: () => void): () => void {
  let steps = 0;
  let still = 0;
  let waited = 0;
  let most = 0;
  const finish = (): void => {
    clearInterval(timer);
    for (const taking of TAKING) map.off(taking, finish);
    done();
  };
  const timer = setInterval(() => {
    // What is there at the start may be of another view: the world answers with counts.
    if (store.counts.size === 0 && map.getZoom() <= WORLD.zoom && ++waited < COUNTS_STEPS) return;
    const extent = extentOf(store);
    if (!extent) return;
    const before = map.getZoom();
    // Finer counts come one by one from a busy gateway: where the first of them are is not where everybody is.
    most = Math.max(most, extent.total);
    const camera = extent.total < most * SHARE ? undefined : map.cameraForBounds(boundsOf(extent), { padding: 90, maxZoom: 13 });
    // Only inwards: stepping out again would turn single efectivos back into counts.
    if (camera?.zoom !== undefined && camera.zoom > before) map.jumpTo(camera);
    still = camera && map.getZoom() - before < 0.1 ? still + 1 : 0;
    if (++steps >= STEPS_MAX || still >= STILL_STEPS) finish();
  }, STEP_MS);
  for (const taking of TAKING) map.on(taking, finish);
  return finish;
}

/** By counts while there are any: a followed efectivo is single even then. */
function extentOf(store: LiveStore): Extent | null {
  const counts = [...store.counts.values()].filter((c) => c.goneAt === null);
  if (counts.length > 0) return trimmed(counts.map(boxOf));
  return trimmed([...store.efectivos.values()].filter((e) => hasPosition(e) && e.leavingAt === null).map(pointOf));
}

const pointOf = (e: Efectivo) => ({ weight: 1, x: e.x, y: e.y, west: e.x, east: e.x, north: e.y, south: e.y });
const boxOf = ({ total, x, y, box: { size } }: Count) => ({
  weight: total,
  x,
  y,
  west: x - size * REACH,
  east: x + size * REACH,
  north: y - size * REACH,
  south: y + size * REACH,
});

/** The extent of those nearest to the middle (the weighted median), until the share is reached. */
function trimmed(
  parts: { weight: number; x: number; y: number; west: number; east: number; north: number; south: number }[],
): Extent | null {
  const total = parts.reduce((sum, p) => sum + p.weight, 0);
  if (total === 0) return null;
  const x = median(
    parts.map((p) => [p.x, p.weight]),
    total,
  );
  const y = median(
    parts.map((p) => [p.y, p.weight]),
    total,
  );
  const extent: Extent = { total, west: x, east: x, north: y, south: y };
  let held = 0;
  for (const p of parts.sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y))) {
    if (held >= total * SHARE) break;
    held += p.weight;
    extent.west = Math.min(extent.west, p.west);
    extent.east = Math.max(extent.east, p.east);
    extent.north = Math.min(extent.north, p.north);
    extent.south = Math.max(extent.south, p.south);
  }
  return extent;
}

function median(weighted: [number, number][], total: number): number {
  let held = 0;
  for (const [value, weight] of weighted.sort((a, b) => a[0] - b[0])) {
    held += weight;
    if (held * 2 >= total) return value;
  }
  return 0;
}

const boundsOf = (e: Extent): LngLatBoundsLike => [longitudeOfX(e.west), latitudeOfY(e.south), longitudeOfX(e.east), latitudeOfY(e.north)];

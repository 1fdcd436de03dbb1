import type { Map as MapLibre } from "maplibre-gl";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveStore } from "../src/live/store";
import { arrive } from "../src/map/arrival";

const STEP_MS = 500;

interface Bounds {
  zoom: number;
}

/** A map whose camera for bounds is nearer the narrower they are. */
function world() {
  const map = {
    zoom: 1,
    getZoom: () => map.zoom,
    cameraForBounds: ([west, , east]: [number, number, number, number]) => ({ zoom: Math.min(13, Math.log2(360 / (east - west))) }),
    jumpTo: ({ zoom }: Bounds) => (map.zoom = zoom),
    on: () => undefined,
    off: () => undefined,
  };
  const counts = new Map<number, unknown>();
  const count = (id: number, total: number, x: number): void =>
    void counts.set(id, { total, x, y: 0.3, goneAt: null, box: { size: 1 / 64 } });
  const done = vi.fn();
  arrive(map as unknown as MapLibre, { counts, efectivos: new Map() } as unknown as LiveStore, done);
  return { map, counts, count, done };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a part of the finer counts is waited with until the others have come", () => {
  const { map, counts, count } = world();
  count(1, 40, 0.5);
  vi.advanceTimersByTime(STEP_MS);
  const first = map.zoom;
  expect(first).toBeGreaterThan(1);

  counts.clear();
  count(2, 10, 0.5);
  map.zoom = 3;
  vi.advanceTimersByTime(STEP_MS);
  expect(map.zoom).toBe(3);

  count(3, 30, 0.52);
  vi.advanceTimersByTime(STEP_MS);
  expect(map.zoom).toBeGreaterThan(3);
});

test("when they never come it ends all the same", () => {
  const { counts, count, done } = world();
  count(1, 40, 0.5);
  vi.advanceTimersByTime(STEP_MS);
  counts.clear();
  count(2, 10, 0.5);
  vi.advanceTimersByTime(30 * STEP_MS);
  expect(done).toHaveBeenCalledOnce();
});

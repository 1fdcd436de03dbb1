import { expect, test } from "vitest";
import { MovingFences } from "../src/fences/movingFences";
import { xOfLongitude, yOfLatitude } from "../src/live/mercator";
import type { Efectivo } from "../src/live/sighting";
import { type Camera, screenX, screenY } from "../src/map/camera";
import { GLIDE_MS } from "../src/map/glide";

const [west, east, y] = [xOfLongitude(21), xOfLongitude(21.01), yOfLatitude(52.2)];
const owner = (more: Partial<Efectivo> = {}): Efectivo => ({
  id: "E-1",
  name: "",
  unit: "",
  availability: 1,
  fromX: west,
  fromY: y,
  x: east,
  y,
  movedAt: 1_000,
  timeMs: 0,
  courseDeg: null,
  speedMps: null,
  accuracyM: null,
  battery: null,
  leavingAt: null,
  sightings: [],
  ...more,
});
const camera: Camera = { x: west, y, zoom: 14, scale: 512 * 2 ** 14, width: 800, height: 600 };
/** Whatever is drawn on it. */
const canvas = new Proxy({}, { get: () => () => undefined, set: () => true }) as CanvasRenderingContext2D;
const fences = (all: ReadonlyMap<string, Efectivo>): MovingFences => {
  const moving = new MovingFences(() => all);
  moving.show([
    { fenceId: "F-BIG", radiusM: 500, watching: true, ownerId: "E-1" },
    { fenceId: "F-SMALL", radiusM: 100, watching: false, ownerId: "E-1" },
    { fenceId: "F-ABSENT", radiusM: 100, watching: true, ownerId: "E-2" },
  ]);
  return moving;
};

test("a circle that moves is drawn where its owner is drawn: at the start of a glide, on the way, and at its end", () => {
  const moving = fences(new Map([["E-1", owner()]]));
  const [from, to] = [screenX(camera, west), screenX(camera, east)];
  const at = (now: number): number => {
    moving.painter(canvas, camera, now);
    return moving.drawn[0]!.x;
  };
  expect(at(1_000)).toBeCloseTo(from, 3);
  const half = at(1_000 + GLIDE_MS / 2);
  expect(half).toBeGreaterThan(from + (to - from) * 0.5);
  expect(half).toBeLessThan(to);
  expect(at(1_000 + GLIDE_MS)).toBeCloseTo(to, 3);
  expect(moving.drawn[0]!.y).toBeCloseTo(screenY(camera, y), 3);
});

test("its radius on screen is metres on the ground, and whose owner is not on the map is not drawn", () => {
  const moving = fences(new Map([["E-1", owner()]]));
  moving.painter(canvas, camera, 5_000);
  expect(moving.drawn.map((c) => c.fenceId)).toEqual(["F-BIG", "F-SMALL"]);
  const metresAPixel = (2 * Math.PI * 6_371_008.8 * Math.cos((52.2 * Math.PI) / 180)) / camera.scale;
  expect(moving.drawn[0]!.radiusPx * metresAPixel).toBeCloseTo(500, -1);
});

test("a click in several circles is about the smallest of them; hidden ones are neither drawn nor hit", () => {
  const moving = fences(new Map([["E-1", owner()]]));
  moving.painter(canvas, camera, 5_000);
  const { x, y: py, radiusPx } = moving.drawn[0]!;
  expect(moving.at(x + 2, py)?.fenceId).toBe("F-SMALL");
  expect(moving.at(x + radiusPx - 2, py)?.fenceId).toBe("F-BIG");
  expect(moving.at(x + radiusPx + 2, py)).toBeNull();
  moving.visible = false;
  moving.painter(canvas, camera, 6_000);
  expect(moving.at(x, py)).toBeNull();
});

test("an owner without a position has no circle", () => {
  const moving = fences(new Map([["E-1", owner({ timeMs: Number.NEGATIVE_INFINITY })]]));
  expect(moving.painter(canvas, camera, 5_000)).toBe(0);
});

import { expect, test } from "vitest";
import { BATCH_MAX, type Fix, Trail } from "../src/field/trail";
import { memory } from "./memory";

const fix = (s: number, latitude = -34.6 + s * 1e-3): Fix => ({
  latitude,
  longitude: -58.38,
  timeMs: 1_000_000 + s * 1000,
  accuracyM: 8,
  speedMps: null,
  courseDeg: null,
  battery: null,
});
const ids = () => {
  let id = 0n;
  return () => ++id;
};

test("in motion every five seconds, in one place every twenty", () => {
  const trail = new Trail(memory([]));
  expect([0, 3, 5, 9, 10].map((s) => trail.add(fix(s)))).toEqual([true, false, true, false, true]);
  const still = new Trail(memory([]));
  expect([0, 5, 19, 20].map((s) => still.add(fix(s, -34.6)))).toEqual([true, false, false, true]);
});

test("one batch at a time; it goes when the centre says that it is durable, and not a fix of it earlier", () => {
  const trail = new Trail(memory([]));
  const next = ids();
  for (let i = 0; i < 3; i++) trail.add(fix(i * 5));
  expect(trail.due(0, next)?.fixes).toHaveLength(3);
  trail.add(fix(15));
  expect(trail.due(1, next)).toBeNull();
  trail.confirm(7n);
  expect(trail.waiting).toBe(4);
  trail.confirm(1n);
  expect(trail.waiting).toBe(1);
  expect(trail.due(2, next)).toMatchObject({ id: 2n });
});

test("a batch whose answer is lost is the same batch again, with nothing added", () => {
  const trail = new Trail(memory([]));
  const next = ids();
  trail.add(fix(0));
  expect(trail.due(0, next)).toMatchObject({ id: 1n });
  trail.add(fix(5));
  trail.beginSession();
  const again = trail.due(1, next);
  expect(again?.id).toBe(1n);
  expect(again?.fixes).toHaveLength(1);
});

test("a long time without a network thins the trail and keeps its ends, and what is in flight stays whole", () => {
  const trail = new Trail(memory(Array.from({ length: 1_500 }, (_, i) => fix(i * 5))));
  trail.add(fix(7_500));
  expect(trail.waiting).toBeLessThanOrEqual(1_500);
  expect(trail.waiting).toBeGreaterThan(700);
  const batch = trail.due(0, ids())!;
  expect(batch.fixes).toHaveLength(BATCH_MAX);
  expect(batch.fixes[0]!.timeMs).toBe(fix(0).timeMs);
});

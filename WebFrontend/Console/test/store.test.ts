import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { isCoarse } from "../src/live/sighting";
import { LiveStore } from "../src/live/store";
import { frame, member, NEXT_CELL, row, TICK, untimed, WARSAW_CELL } from "./frames";

const snapshot = (cell: bigint, ids: string[], ageS = 0, sequence = 1) => ({
  cell,
  sequence,
  snapshot: true,
  members: ids.map((id, slot) => member(slot, id)),
  rows: ids.flatMap((_, slot) => row(slot, 100 * (slot + 1), 100, ageS)),
});

test("a snapshot shows its members, a delta moves them", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1", "E-2"])] }), 0);
  const before = store.efectivos.get("E-1")!.x;
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 2, rows: row(0, 5000, 100, 0) }] }, TICK + 5_000), 0);
  expect(store.efectivos.size).toBe(2);
  expect(store.efectivos.get("E-1")!.x).toBeGreaterThan(before);
  expect(store.efectivos.get("E-1")!.timeMs).toBe(TICK + 5_000);
  expect(store.gaps).toBe(0);
});

test("a place that is only roughly known says how rough until a precise fix comes", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [{ ...snapshot(WARSAW_CELL, ["E-1", "E-2"]), coarse: [1, 850] }] }), 0);
  expect(store.efectivos.get("E-1")!.accuracyM).toBeNull();
  expect(isCoarse(store.efectivos.get("E-2")!)).toBe(true);
  expect(store.efectivos.get("E-2")!.accuracyM).toBe(850);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 2, rows: row(1, 5000, 100, 0) }] }, TICK + 5_000), 0);
  expect(store.efectivos.get("E-2")!.accuracyM).toBeNull();
});

test("who moves to another cell is shown once, and the old cell's farewell does not remove it", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"], 10), snapshot(NEXT_CELL, [])] }), 0);
  store.apply(frame({ cells: [{ cell: NEXT_CELL, sequence: 2, members: [member(0, "E-1")], rows: row(0, 10, 10, 0) }] }), 100);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 2, left: [0] }] }), 200);
  store.sweep(60_000);
  expect(store.efectivos.size).toBe(1);
  expect(store.efectivos.get("E-1")!.x).toBeCloseTo(2287 / 4096, 4);
});

test("the newer device time wins, whatever arrives last", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(NEXT_CELL, ["E-1"], 0)] }), 0);
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"], 40)] }), 100);
  expect(store.efectivos.get("E-1")!.timeMs).toBe(TICK);
  store.apply(frame({ closed: [NEXT_CELL] }), 200);
  expect(store.efectivos.get("E-1")!.timeMs).toBe(TICK - 40_000);
});

test("who leaves stays for a moment and is gone after it", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1", "E-2"])] }), 0);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 2, left: [1] }] }), 1_000);
  store.sweep(1_500);
  expect(store.efectivos.has("E-2")).toBe(true);
  store.sweep(10_000);
  expect([...store.efectivos.keys()]).toEqual(["E-1"]);
});

test("a snapshot replaces all that was known of its cell, with slots given anew", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1", "E-2", "E-3"])] }), 0);
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-3", "E-4"], 0, 9)] }), 100);
  store.sweep(10_000);
  expect([...store.efectivos.keys()].sort()).toEqual(["E-3", "E-4"]);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 10, rows: row(0, 9000, 1, 0) }] }), 200);
  expect(store.efectivos.get("E-3")!.x).toBeCloseTo((2286 + 9000 / 16384) / 4096, 9);
});

test("a slot that is freed and given away in one frame belongs to the new one", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"])] }), 0);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 2, left: [0], members: [member(0, "E-2")], rows: row(0, 7, 7, 0) }] }), 100);
  store.sweep(10_000);
  expect([...store.efectivos.keys()]).toEqual(["E-2"]);
});

test("a new session empties nothing: what it reports stays, the rest goes when it is confirmed", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"]), snapshot(NEXT_CELL, ["E-2"])] }), 0);
  store.beginSession();
  store.sweep(60_000);
  expect(store.efectivos.size).toBe(2);
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"])] }), 60_000);
  expect(store.efectivos.size).toBe(2);
  store.endUnconfirmed(64_000);
  store.sweep(64_001);
  expect([...store.efectivos.keys()]).toEqual(["E-1"]);
});

test("a skipped sequence, an unknown slot and a delta without a snapshot are gaps", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"])] }), 0);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 3 }] }), 0);
  expect(store.gaps).toBe(1);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 4, rows: row(5, 1, 1, 0) }] }), 0);
  expect(store.gaps).toBe(2);
  store.apply(frame({ cells: [{ cell: NEXT_CELL, sequence: 4 }] }), 0);
  expect(store.gaps).toBe(3);
});

test("a frame without a tick means the last one told, and a new session begins without one", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"], 30)] }), 0);
  store.apply(untimed({ cells: [{ cell: WARSAW_CELL, sequence: 2, rows: row(0, 1, 1, 2) }] }), 0);
  expect(store.efectivos.get("E-1")!.timeMs).toBe(TICK - 2_000);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 3, rows: row(0, 2, 1, 1) }] }, TICK + 1_000), 0);
  store.apply(untimed({ cells: [{ cell: WARSAW_CELL, sequence: 4, rows: row(0, 3, 1, 0) }] }), 0);
  expect(store.efectivos.get("E-1")!.timeMs).toBe(TICK + 1_000);
  expect(store.gaps).toBe(0);
  store.beginSession();
  store.apply(untimed({ cells: [snapshot(WARSAW_CELL, ["E-1"])] }), 0);
  expect(store.gaps).toBe(1);
});

test("after frame 127 comes frame 1", () => {
  const store = new LiveStore();
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"], 0, 126)] }), 0);
  for (const sequence of [127, 1, 2]) store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence }] }), 0);
  expect(store.gaps).toBe(0);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 4 }] }), 0);
  expect(store.gaps).toBe(1);
});

test("moves are told for the lead time, snapshots are not news", () => {
  const store = new LiveStore();
  const told: number[] = [];
  store.onMove = (ms) => told.push(ms);
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"], 30)] }), 0);
  store.apply(frame({ cells: [{ cell: WARSAW_CELL, sequence: 2, rows: row(0, 1, 1, 2) }] }), 0);
  expect(told).toEqual([TICK - 2_000]);
});

test("a followed efectivo brings battery and accuracy, is shown once, and goes when it is no longer followed", () => {
  const store = new LiveStore();
  const state = {
    efectivoId: "E-1",
    displayName: "One",
    unit: "North",
    availability: 2,
    latitude: 52.2,
    longitude: 21,
    deviceTime: timestampFromMs(TICK + 500),
    battery: 0.5,
    accuracyM: 7,
  };
  store.apply(frame({ cells: [snapshot(WARSAW_CELL, ["E-1"])], followed: [state] }), 0);
  expect(store.efectivos.size).toBe(1);
  expect(store.efectivos.get("E-1")).toMatchObject({ battery: 0.5, accuracyM: 7, availability: 2 });
  store.apply(frame({ closed: [WARSAW_CELL] }), 0);
  store.sweep(10_000);
  expect(store.efectivos.size).toBe(1);
  store.follow([], 10_000);
  store.sweep(20_000);
  expect(store.efectivos.size).toBe(0);
});

test("counts are replaced by cell, an empty one goes, a closed one lingers", () => {
  const store = new LiveStore();
  store.apply(
    frame({
      counts: [
        { cell: 5n, byAvailability: [3, 1, 0, 0], latitude: 52, longitude: 21 },
        { cell: 6n, byAvailability: [1, 0, 0, 0], latitude: 50, longitude: 20 },
      ],
    }),
    0,
  );
  expect([...store.counts.values()].map((c) => c.total)).toEqual([4, 1]);
  store.apply(frame({ counts: [{ cell: 6n, byAvailability: [0, 0, 0, 0] }], closed: [5n] }), 0);
  expect(store.counts.size).toBe(1);
  store.sweep(5_000);
  expect(store.counts.size).toBe(0);
});

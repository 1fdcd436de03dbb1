import { expect, test } from "vitest";
import type { DispatchCandidate } from "../src/dispatch/model";
import { reasonsOf } from "../src/dispatch/words";

const candidate = (...reasons: DispatchCandidate["reasons"]): DispatchCandidate => ({
  efectivoId: "E-1",
  displayName: "E-1",
  unit: "",
  distanceM: 0,
  travelS: 0,
  basis: "StraightLine",
  costS: 0,
  reasons,
  fixAgeS: 0,
  accuracyM: null,
});

test("the way is told even of who is already there", () => {
  expect(reasonsOf(candidate({ kind: "Travel", seconds: 0, of: 0 })).map((r) => r.seconds)).toEqual([0]);
});

test("what adds nothing is not told", () => {
  const told = reasonsOf(
    candidate({ kind: "Travel", seconds: 60, of: 500 }, { kind: "Fatigue", seconds: 0, of: 0 }, { kind: "Workload", seconds: 30, of: 1 }),
  );
  expect(told.map((r) => r.seconds)).toEqual([60, 30]);
});

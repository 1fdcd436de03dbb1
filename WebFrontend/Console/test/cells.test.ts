import { expect, test } from "vitest";
import { heated, levelFor, squareOf } from "../src/layers/cells";

test("the squares of a level cover the world edge to edge", () => {
  const [a, b] = [squareOf(0, 0, 1), squareOf(1, 1, 1)];
  expect(a[0]![0]).toBe(-180);
  expect(a[1]![0]).toBe(b[0]![0]);
  expect(a[0]![1]).toBeCloseTo(b[2]![1]!, 12);
  expect(a[0]).toEqual(a.at(-1));
});

test("most is the end of the ramp, nothing its beginning, and in between goes by the logarithm", () => {
  const heat = heated([0, 9, 99].map((value) => ({ ring: squareOf(0, 0, 1), value }))).features.map((f) => f.properties.heat);
  expect(heat[0]).toBe(0);
  expect(heat[1]).toBeCloseTo(0.5, 9);
  expect(heat[2]).toBe(1);
});

test("cells stay within what the server takes, at any zoom", () => {
  expect([0, 5.4, 12, 22].map(levelFor)).toEqual([4, 9, 16, 18]);
});

import { expect, test } from "vitest";
import { cellBox } from "../src/live/cellId";
import { latitudeOfY, longitudeOfX, xOfLongitude, yOfLatitude } from "../src/live/mercator";
import { readRow } from "../src/live/row";
import { cellId, row } from "./frames";

test("a cell id tells level, column and row", () => {
  expect(cellBox(1n)).toEqual({ level: 0, west: 0, north: 0, size: 1 });
  const box = cellBox(cellId(12, 2286, 1348));
  expect(box).toEqual({ level: 12, west: 2286 / 4096, north: 1348 / 4096, size: 1 / 4096 });
});

test("a row is a place in its cell, an age of either sign, a course in steps of 3 degrees and a speed in half metres per second", () => {
  const read = readRow(row(7, 8192, 4096, -3, 30, 20), 0, { west: 0.5, north: 0.25, size: 0.5 });
  expect(read).toEqual({ slot: 7, x: 0.75, y: 0.375, ageS: -3, courseDeg: 90, speedMps: 10, next: 6 });
});

test("what is not known takes no room, and the next row begins right after", () => {
  const rows = [...row(7, 0, 0, 12), ...row(8, 0, 0, 0, 0), ...row(9, 0, 0, -1, undefined, 0), ...row(10, 0, 0, 1)];
  const read = [];
  for (let at = 0; at < rows.length; at = read.at(-1)!.next) read.push(readRow(rows, at, { west: 0, north: 0, size: 1 })!);
  expect(read.map(({ slot, ageS, courseDeg, speedMps, next }) => [slot, ageS, courseDeg, speedMps, next])).toEqual([
    [7, 12, null, null, 4],
    [8, 0, 0, null, 9],
    [9, -1, null, 0, 14],
    [10, 1, null, null, 18],
  ]);
});

test("the numbers of a row are those of the protocol", () => {
  expect(row(2, 100, 200, 2, undefined, 5)).toEqual([2, 100, 200, 17, 5]);
});

test("a row that is cut short is none", () => {
  const whole = row(7, 1, 2, 3, 4, 5);
  for (let length = 0; length < whole.length; length++) {
    expect(readRow(whole.slice(0, length), 0, { west: 0, north: 0, size: 1 })).toBeNull();
  }
});

test("degrees survive the way to the square and back", () => {
  for (const [longitude, latitude] of [
    [21.01, 52.23],
    [-58.38, -34.6],
    [179.99, 84.9],
    [-180, 0],
  ] as const) {
    expect(longitudeOfX(xOfLongitude(longitude))).toBeCloseTo(longitude, 9);
    expect(latitudeOfY(yOfLatitude(latitude))).toBeCloseTo(latitude, 9);
  }
});

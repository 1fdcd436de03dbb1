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
  const read = readRow(row(7, 8192, 4096, -3, 31, 21), 0, { west: 0.5, north: 0.25, size: 0.5 });
  expect(read).toEqual({ slot: 7, x: 0.75, y: 0.375, ageS: -3, courseDeg: 90, speedMps: 10 });
});

test("zero means that course and speed are not known", () => {
  const read = readRow(row(7, 0, 0, 12), 0, { west: 0, north: 0, size: 1 });
  expect(read.ageS).toBe(12);
  expect(read.courseDeg).toBeNull();
  expect(read.speedMps).toBeNull();
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

import { expect, test } from "vitest";
import { unwrapped } from "../src/map/unwrap";

test("a line over the antimeridian runs on beyond 180 degrees", () => {
  expect(
    unwrapped({
      type: "LineString",
      coordinates: [
        [179, 1],
        [-179, 2],
        [-178, 3],
        [179, 4],
      ],
    }).coordinates,
  ).toEqual([
    [179, 1],
    [181, 2],
    [182, 3],
    [179, 4],
  ]);
});

test("a ring around the pole is closed along the edge of the map", () => {
  const ring = unwrapped({
    type: "Polygon",
    coordinates: [
      [
        [-170, -70],
        [-60, -72],
        [60, -71],
        [170, -70],
        [-170, -70],
      ],
    ],
  }).coordinates[0]!;
  expect(ring.slice(-4)).toEqual([
    [190, -70],
    [190, -89],
    [-170, -89],
    [-170, -70],
  ]);
});

import type { Feature, FeatureCollection, Position } from "geojson";

/** A cell's number as the map colours it. */
export interface CellProperties {
  value: number;
  /** 0..1: its place on the ramp. */
  heat: number;
}

export type CellCollection = FeatureCollection<{ type: "Polygon"; coordinates: Position[][] }, CellProperties>;

const RAD = 180 / Math.PI;
const longitudeOf = (x: number, level: number): number => (x / 2 ** level) * 360 - 180;
const latitudeOf = (y: number, level: number): number => Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** level))) * RAD;

/** The square of a slippy-map tile, closed, counter-clockwise. */
export function squareOf(x: number, y: number, level: number): Position[] {
  const [west, east] = [longitudeOf(x, level), longitudeOf(x + 1, level)];
  const [north, south] = [latitudeOf(y, level), latitudeOf(y + 1, level)];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** Places on the ramp by the logarithm: a few cells of a city hold most of everything. */
export function heated(cells: readonly { ring: Position[]; value: number }[]): CellCollection {
  const most = Math.log1p(Math.max(1, ...cells.map((c) => c.value)));
  return {
    type: "FeatureCollection",
    features: cells.map(
      ({ ring, value }): Feature<{ type: "Polygon"; coordinates: Position[][] }, CellProperties> => ({
        type: "Feature",
        geometry: { type: "Polygon", coordinates: [ring] },
        properties: { value, heat: Math.log1p(value) / most },
      }),
    ),
  };
}

/** The level whose cells are about this many pixels wide at a zoom (the world is 512 pixels wide at zoom 0). */
export const levelFor = (zoom: number): number => Math.max(4, Math.min(18, Math.round(zoom) + 4));

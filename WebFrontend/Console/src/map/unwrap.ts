import type { GeoJSON, Geometry, Position } from "geojson";

/** The atlas lets lines jump from 180 to −180 degrees, which a flat map would draw right across the world: here they run on beyond. */
export function unwrapped<T extends GeoJSON>(shape: T): T {
  if (shape.type === "FeatureCollection") return { ...shape, features: shape.features.map(unwrapped) };
  if (shape.type === "Feature") return { ...shape, geometry: unwrapped(shape.geometry) };
  return geometry(shape) as T;
}

function geometry(g: Geometry): Geometry {
  switch (g.type) {
    case "LineString":
      return { ...g, coordinates: line(g.coordinates) };
    case "MultiLineString":
      return { ...g, coordinates: g.coordinates.map(line) };
    case "Polygon":
      return { ...g, coordinates: g.coordinates.map(ring) };
    case "MultiPolygon":
      return { ...g, coordinates: g.coordinates.map((rings) => rings.map(ring)) };
    case "GeometryCollection":
      return { ...g, geometries: g.geometries.map(geometry) };
    default:
      return g;
  }
}

function line(points: Position[]): Position[] {
  let turn = 0;
  return points.map((point, i) => {
    const step = i === 0 ? 0 : point[0]! - points[i - 1]![0]!;
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    return [point[0]! + turn, point[1]!];
  });
}

/** A ring that does not come back to its start has gone around a pole (Antarctica): it is closed along the edge of the map. */
function ring(points: Position[]): Position[] {
  const open = line(points);
  const first = open[0]!;
  const last = open.at(-1)!;
  if (Math.abs(last[0]! - first[0]!) < 180) return open;
  const edge = first[1]! < 0 ? -89 : 89;
  return [...open, [last[0]!, edge], [first[0]!, edge], first];
}

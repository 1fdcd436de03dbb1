import type { Position } from "geojson";
import type { FenceGeometry } from "./model";

/** Radius of the sphere on which fences are measured, m. */
const EARTH_M = 6_371_008.8;
const RAD = Math.PI / 180;
const CORNERS = 72;
/** Metres a pixel at the equator at zoom 0 (the world is 512 pixels wide). */
const METRES_A_PIXEL = (2 * Math.PI * 6_378_137) / 512;

/** The rim of a circle on the sphere, closed. */
export function circleRing([longitude, latitude]: Position, radiusM: number): Position[] {
  const [lat, lon, d] = [latitude! * RAD, longitude! * RAD, radiusM / EARTH_M];
  const ring = Array.from({ length: CORNERS }, (_, i): Position => {
    const bearing = (2 * Math.PI * i) / CORNERS;
    const there = Math.asin(Math.sin(lat) * Math.cos(d) + Math.cos(lat) * Math.sin(d) * Math.cos(bearing));
    const turn = Math.atan2(Math.sin(bearing) * Math.sin(d) * Math.cos(lat), Math.cos(d) - Math.sin(lat) * Math.sin(there));
    return [(lon + turn) / RAD, there / RAD];
  });
  return [...ring, ring[0]!];
}

/** Centre and radius of a circle that was drawn as a ring. */
export function circleOf(ring: readonly Position[]): { centre: Position; radiusM: number } {
  const [west, east] = extent(ring.map((p) => p[0]!));
  const [south, north] = extent(ring.map((p) => p[1]!));
  const radiusM = Math.max(1, Math.round(((north - south) / 2) * RAD * EARTH_M));
  return { centre: [round(west + (east - west) / 2), round(south + (north - south) / 2)], radiusM };
}

/** Width in pixels at zoom 0 of so many metres at a latitude: doubled with every zoom. */
export const pixelsAtZoom0 = (metres: number, latitude: number): number => metres / (METRES_A_PIXEL * Math.cos(latitude * RAD));

/** Square metres that a shape covers, for telling the smaller of two: of a circle and a corridor with its radius. */
export function areaOf(geometry: FenceGeometry, radiusM: number): number {
  const disc = Math.PI * radiusM ** 2;
  switch (geometry.type) {
    case "Point":
      return disc;
    case "LineString":
      return disc + 2 * radiusM * lengthOf(geometry.coordinates);
    case "Polygon":
      return polygonArea(geometry.coordinates);
    case "MultiPolygon":
      return geometry.coordinates.reduce((sum, polygon) => sum + polygonArea(polygon), 0);
  }
}

const polygonArea = ([rim, ...holes]: readonly Position[][]): number =>
  ringArea(rim ?? []) - holes.reduce((sum, hole) => sum + ringArea(hole), 0);

/** Of a closed ring; a step across the antimeridian is the short way. */
function ringArea(ring: readonly Position[]): number {
  const steps = ring.slice(1).map(([longitude, latitude], i) => {
    const [before, south] = ring[i]!;
    return turn(longitude! - before!) * (Math.sin(latitude! * RAD) + Math.sin(south! * RAD));
  });
  return (Math.abs(steps.reduce((sum, step) => sum + step, 0)) * EARTH_M ** 2) / 2;
}

function lengthOf(way: readonly Position[]): number {
  const steps = way.slice(1).map(([longitude, latitude], i) => {
    const [before, south] = way[i]!;
    const eastward = turn(longitude! - before!) * Math.cos(((latitude! + south!) / 2) * RAD);
    return EARTH_M * Math.hypot(eastward, (latitude! - south!) * RAD);
  });
  return steps.reduce((sum, step) => sum + step, 0);
}

/** Degrees of longitude the short way around, in radians. */
const turn = (degrees: number): number => (degrees - 360 * Math.round(degrees / 360)) * RAD;

/** Corners that a person can read and write: of a polygon its outer ring, not closed. */
export function cornersOf(geometry: FenceGeometry | null): Position[] {
  if (!geometry) return [];
  if (geometry.type === "Point") return [geometry.coordinates];
  if (geometry.type === "LineString") return geometry.coordinates;
  const outer = (geometry.type === "Polygon" ? geometry.coordinates[0] : geometry.coordinates[0]?.[0]) ?? [];
  return outer.slice(0, -1);
}

/** Several parts: to be kept as they are, unless they are drawn again. */
export const isManifold = (geometry: FenceGeometry | null): boolean => geometry?.type === "MultiPolygon";

/** Corners as people write them: of a polygon its rim, then each hole after an empty line. */
export const textOfShape = (geometry: FenceGeometry | null): string =>
  geometry?.type === "Polygon"
    ? geometry.coordinates.map((ring) => textOfCorners(ring.slice(0, -1))).join("\n\n")
    : textOfCorners(cornersOf(geometry));

/** Rings, not closed, apart by empty lines; null when a line is no pair of numbers. */
export function ringsOfText(text: string): Position[][] | null {
  const rings = text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map(cornersOfText);
  return rings.includes(null) ? null : (rings as Position[][]);
}

/** Seven digits are a centimetre. */
export const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

/** One corner a line, latitude first, as people say it. */
export const textOfCorners = (corners: readonly Position[]): string =>
  corners.map(([longitude, latitude]) => `${round(latitude!)}, ${round(longitude!)}`).join("\n");

/** Null when a line is no pair of numbers. */
export function cornersOfText(text: string): Position[] | null {
  const corners: Position[] = [];
  for (const line of text.split("\n")) {
    if (!line.trim()) continue;
    const numbers = line
      .trim()
      .split(/[\s,;]+/)
      .map(Number);
    const [latitude, longitude] = numbers;
    if (numbers.length !== 2 || !Number.isFinite(latitude) || !Number.isFinite(longitude)) return null;
    corners.push([longitude!, latitude!]);
  }
  return corners;
}

/** The place of a fault in a refusal's value, `… at [longitude, latitude]`; null when it names none. */
export function faultOf(value: string): { latitude: number; longitude: number } | null {
  const found = /\[(-?[\d.eE+-]+),\s*(-?[\d.eE+-]+)\]\s*$/.exec(value);
  if (!found) return null;
  const [longitude, latitude] = [Number(found[1]), Number(found[2])];
  return Number.isFinite(longitude) && Number.isFinite(latitude) ? { latitude, longitude } : null;
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

import { LATITUDE_MAX } from "./mercator";

/** The box that the screen shows. A west greater than the east crosses the antimeridian. */
export interface ViewportBox {
  south: number;
  west: number;
  north: number;
  east: number;
  zoom: number;
}

export const WORLD: ViewportBox = { south: -85, west: -180, north: 85, east: 180, zoom: 1 };

const wrap = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;
const clamp = (latitude: number): number => Math.max(-LATITUDE_MAX, Math.min(LATITUDE_MAX, latitude));

/** Brings map bounds (longitudes may run past ±180 after a turn around the world) into the form of the protocol. */
export function viewportOf(bounds: { south: number; west: number; north: number; east: number }, zoom: number): ViewportBox {
  const whole = bounds.east - bounds.west >= 360;
  return {
    south: clamp(bounds.south),
    north: clamp(bounds.north),
    west: whole ? -180 : wrap(bounds.west),
    east: whole ? 180 : wrap(bounds.east),
    zoom: Math.max(0, Math.min(22, zoom)),
  };
}

import type { Map as MapLibre } from "maplibre-gl";
import { xOfLongitude, yOfLatitude } from "../live/mercator";

/** The map as plain arithmetic: it never tilts or turns, so a point of the screen is a point of the square, scaled. */
export interface Camera {
  /** Centre, Web Mercator 0..1. */
  x: number;
  y: number;
  zoom: number;
  /** CSS pixels per width of the world. */
  scale: number;
  width: number;
  height: number;
}

export function cameraOf(map: MapLibre): Camera {
  const centre = map.getCenter();
  const canvas = map.getCanvas();
  const zoom = map.getZoom();
  return {
    x: xOfLongitude(centre.lng),
    y: yOfLatitude(centre.lat),
    zoom,
    scale: 512 * 2 ** zoom,
    width: canvas.clientWidth,
    height: canvas.clientHeight,
  };
}

/** The copy of x (the world repeats) that is nearest to `around`. */
export const nearestCopy = (x: number, around: number): number => x + Math.round(around - x);

export const screenX = (c: Camera, x: number): number => (nearestCopy(x, c.x) - c.x) * c.scale + c.width / 2;
export const screenY = (c: Camera, y: number): number => (y - c.y) * c.scale + c.height / 2;

export function isOnScreen(c: Camera, x: number, y: number, margin = 0): boolean {
  const sx = screenX(c, x);
  const sy = screenY(c, y);
  return sx >= -margin && sy >= -margin && sx <= c.width + margin && sy <= c.height + margin;
}

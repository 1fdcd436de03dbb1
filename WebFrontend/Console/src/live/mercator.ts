/** Latitude where the Web Mercator square ends. */
export const LATITUDE_MAX = 85.0511287798066;

export const xOfLongitude = (longitude: number): number => (longitude + 180) / 360;

export function yOfLatitude(latitude: number): number {
  const clamped = Math.max(-LATITUDE_MAX, Math.min(LATITUDE_MAX, latitude));
  const sin = Math.sin((clamped * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

export const longitudeOfX = (x: number): number => x * 360 - 180;

export const latitudeOfY = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

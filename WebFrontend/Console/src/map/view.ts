import type { Map as MapLibre } from "maplibre-gl";

const KEY = "gad.view";

export interface View {
  longitude: number;
  latitude: number;
  zoom: number;
}

/** Where the map was when it was last used here, or null on a first visit. */
export function lastView(): View | null {
  try {
    const view = JSON.parse(localStorage.getItem(KEY) ?? "null") as View | null;
    return view && [view.longitude, view.latitude, view.zoom].every(Number.isFinite) ? view : null;
  } catch {
    return null;
  }
}

export function keepView(map: MapLibre): void {
  const { lng, lat } = map.getCenter();
  localStorage.setItem(KEY, JSON.stringify({ longitude: lng, latitude: lat, zoom: map.getZoom() } satisfies View));
}

import type { Map as MapLibre } from "maplibre-gl";
import type { LiveLink } from "./live/link";
import { latitudeOfY, longitudeOfX } from "./live/mercator";
import { hasPosition } from "./live/sighting";
import type { LiveStore } from "./live/store";
import { cameraOf, screenX, screenY } from "./map/camera";

/** A read-only look into the console for tests and for support: nothing here changes anything. */
export interface GadHook {
  state(): string;
  count(): number;
  counts(): number;
  gaps(): number;
  efectivo(id: string): { latitude: number; longitude: number; timeMs: number; pixel: { x: number; y: number } } | null;
  ids(): string[];
  view(): { longitude: number; latitude: number; zoom: number };
}

export function installHook(map: MapLibre, store: LiveStore, link: LiveLink): void {
  const hook: GadHook = {
    state: () => link.state.value,
    count: () => store.efectivos.size,
    counts: () => store.counts.size,
    gaps: () => store.gaps,
    ids: () => [...store.efectivos.keys()],
    efectivo: (id) => {
      const e = store.efectivos.get(id);
      if (!e || !hasPosition(e)) return null;
      const camera = cameraOf(map);
      const rect = map.getCanvas().getBoundingClientRect();
      return {
        latitude: latitudeOfY(e.y),
        longitude: longitudeOfX(e.x),
        timeMs: e.timeMs,
        pixel: { x: rect.left + screenX(camera, e.x), y: rect.top + screenY(camera, e.y) },
      };
    },
    view: () => ({ longitude: map.getCenter().lng, latitude: map.getCenter().lat, zoom: map.getZoom() }),
  };
  Object.defineProperty(window, "gad", { value: Object.freeze(hook) });
}

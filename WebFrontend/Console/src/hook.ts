import type { Map as MapLibre } from "maplibre-gl";
import type { MovedCircle } from "./fences/movingFences";
import type { LiveLink } from "./live/link";
import { latitudeOfY, longitudeOfX } from "./live/mercator";
import { type Efectivo, hasPosition } from "./live/sighting";
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
  /** Fence events that are marked on the map. */
  fenceMarks(): number;
  /** Circles that move with an efectivo, as drawn with the last frame: pixels of the page. */
  movingFences(): readonly MovedCircle[];
  /** Coloured cells on the map. */
  heatCells(): number;
  /** Whether a layer of the map is `visible` or `none`; `absent` when there is no such layer. */
  layer(id: string): string;
  view(): { longitude: number; latitude: number; zoom: number };
}

export function installHook(
  map: MapLibre,
  store: LiveStore,
  link: LiveLink,
  shown: () => ReadonlyMap<string, Efectivo>,
  heatCells: () => number,
  fences: { readonly marks: number; readonly moving: { readonly drawn: readonly MovedCircle[] } },
): void {
  const hook: GadHook = {
    state: () => link.state.value,
    count: () => shown().size,
    counts: () => store.counts.size,
    gaps: () => store.gaps,
    ids: () => [...shown().keys()],
    efectivo: (id) => {
      const e = shown().get(id);
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
    heatCells,
    layer: (id) => (map.getLayer(id) ? ((map.getLayoutProperty(id, "visibility") as string | undefined) ?? "visible") : "absent"),
    fenceMarks: () => fences.marks,
    movingFences: () => {
      const rect = map.getCanvas().getBoundingClientRect();
      return fences.moving.drawn.map((c) => ({ ...c, x: rect.left + c.x, y: rect.top + c.y }));
    },
    view: () => ({ longitude: map.getCenter().lng, latitude: map.getCenter().lat, zoom: map.getZoom() }),
  };
  Object.defineProperty(window, "gad", { value: Object.freeze(hook) });
}

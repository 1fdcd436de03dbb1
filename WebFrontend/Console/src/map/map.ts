import { AttributionControl, Map as MapLibre, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Palette } from "./palette";
import { groundStyle } from "./style";
import type { View } from "./view";

setWorkerUrl(workerUrl);

/** The map itself: flat and north up, always, so that a glance is enough. */
export function createMap(container: HTMLElement, palette: Palette, view: View | null): MapLibre {
  const map = new MapLibre({
    container,
    style: groundStyle(palette),
    center: view ? [view.longitude, view.latitude] : [0, 15],
    zoom: view?.zoom ?? 1,
    minZoom: 1,
    maxZoom: 19,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-right");
  map.addControl(new AttributionControl({ compact: true, customAttribution: "Natural Earth" }), "bottom-right");
  return map;
}

import type { GeoJSONSourceSpecification, Map as MapLibre, StyleSpecification } from "maplibre-gl";
import type { Palette } from "./palette";

/** The ground everybody has, without a network: outlines of the world. */
export function groundStyle(p: Palette): StyleSpecification {
  const empty: GeoJSONSourceSpecification = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
  return {
    version: 8,
    sources: { land: { ...empty }, borders: { ...empty }, coast: { ...empty } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": p.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": p.land } },
      { id: "coast", type: "line", source: "coast", paint: { "line-color": p.coast, "line-width": 0.8 } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": p.border, "line-width": 1 } },
    ],
  };
}

/** Repaints the ground and the installation's own layers in other colours. */
export function paintGround(map: MapLibre, p: Palette): void {
  map.setPaintProperty("sea", "background-color", p.sea);
  map.setPaintProperty("land", "fill-color", p.land);
  map.setPaintProperty("coast", "line-color", p.coast);
  map.setPaintProperty("borders", "line-color", p.border);
  for (const layer of map.getStyle().layers) {
    if (layer.id.startsWith("layer-line-")) map.setPaintProperty(layer.id, "line-color", p.layerLine);
    if (layer.id.startsWith("layer-fill-")) map.setPaintProperty(layer.id, "fill-color", p.layerFill);
  }
}

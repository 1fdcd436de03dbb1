import type { GeoJSON } from "geojson";
import type { Map as MapLibre } from "maplibre-gl";
import type { Api } from "../session/api";
import type { ConsoleConfig } from "../session/resources";
import type { Palette } from "./palette";

/** Draws the installation's own areas (districts, zones) as quiet lines under the efectivos. One that fails leaves the others be. */
export async function addInstallationLayers(
  map: MapLibre,
  api: Api,
  layers: ConsoleConfig["layers"],
  p: Palette,
  added: (index: number, name: string, data: GeoJSON) => void,
): Promise<void> {
  for (const [i, layer] of layers.entries()) {
    try {
      const data = await api.get<GeoJSON>(layer.url);
      map.addSource(`layer-${i}`, { type: "geojson", data });
      map.addLayer(
        {
          id: `layer-fill-${i}`,
          type: "fill",
          source: `layer-${i}`,
          filter: ["==", ["geometry-type"], "Polygon"],
          paint: { "fill-color": p.layerFill, "fill-opacity": 0.6 },
        },
        "efectivos",
      );
      map.addLayer(
        { id: `layer-line-${i}`, type: "line", source: `layer-${i}`, paint: { "line-color": p.layerLine, "line-width": 1 } },
        "efectivos",
      );
      added(i, layer.name, data);
    } catch (failure) {
      console.warn(`layer ${layer.name}`, failure);
    }
  }
}

import { addProtocol, type Map as MapLibre } from "maplibre-gl";
import type { ConsoleConfig } from "../session/resources";

/** Puts the installation's base map under everything but the sea: raster tiles by URL, or one PMTiles file (raster or Protomaps vector). */
export async function addBasemap(map: MapLibre, basemap: NonNullable<ConsoleConfig["basemap"]>): Promise<void> {
  const attribution = basemap.attribution ?? "";
  if (basemap.rasterTiles) {
    map.addSource("basemap", { type: "raster", tiles: [basemap.rasterTiles], tileSize: 256, attribution });
    map.addLayer(
      { id: "basemap", type: "raster", source: "basemap", paint: { "raster-saturation": -0.4, "raster-opacity": 0.75 } },
      "coast",
    );
  } else if (basemap.pmtiles) {
    await addArchive(map, basemap.pmtiles, attribution);
  }
}

async function addArchive(map: MapLibre, url: string, attribution: string): Promise<void> {
  const { PMTiles, Protocol, TileType } = await import("pmtiles");
  const protocol = new Protocol();
  const archive = new PMTiles(new URL(url, location.href).href);
  protocol.add(archive);
  addProtocol("pmtiles", protocol.tile);
  const vector = (await archive.getHeader()).tileType === TileType.Mvt;
  const source = `pmtiles://${archive.source.getKey()}`;
  if (!vector) {
    map.addSource("basemap", { type: "raster", url: source, attribution });
    map.addLayer({ id: "basemap", type: "raster", source: "basemap", paint: { "raster-saturation": -0.4 } }, "coast");
    return;
  }
  map.addSource("basemap", { type: "vector", url: source, attribution });
  const grey = { water: "#27506e", buildings: "#7d8891", roads: "#7d8891" };
  map.addLayer(
    {
      id: "base-water",
      type: "fill",
      source: "basemap",
      "source-layer": "water",
      paint: { "fill-color": grey.water, "fill-opacity": 0.35 },
    },
    "coast",
  );
  map.addLayer(
    {
      id: "base-buildings",
      type: "fill",
      source: "basemap",
      "source-layer": "buildings",
      minzoom: 14,
      paint: { "fill-color": grey.buildings, "fill-opacity": 0.18 },
    },
    "coast",
  );
  map.addLayer(
    {
      id: "base-roads",
      type: "line",
      source: "basemap",
      "source-layer": "roads",
      paint: { "line-color": grey.roads, "line-opacity": 0.45 },
    },
    "coast",
  );
}

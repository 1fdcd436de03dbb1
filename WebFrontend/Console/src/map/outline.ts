import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import worldUrl from "world-atlas/countries-50m.json?url";

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** Loads the outlines (Natural Earth, 1:50 m) that come with the console, beside the first frames and not before them. */
export async function loadOutline(map: MapLibre): Promise<void> {
  const world = (await (await fetch(worldUrl)).json()) as World;
  const { countries, land } = world.objects;
  (map.getSource("land") as GeoJSONSource).setData(feature(world, land));
  const borders = mesh(world, countries, (a, b) => a !== b);
  (map.getSource("borders") as GeoJSONSource).setData({ type: "Feature", properties: {}, geometry: borders });
}

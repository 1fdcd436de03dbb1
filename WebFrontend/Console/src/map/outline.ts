import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import worldUrl from "world-atlas/countries-50m.json?url";
import { unwrapped } from "./unwrap";

type World = Topology<{ countries: GeometryCollection }>;

/** Loads the outlines (Natural Earth, 1:50 m) that come with the console, beside the first frames and not before them. */
export async function loadOutline(map: MapLibre): Promise<void> {
  const world = (await (await fetch(worldUrl)).json()) as World;
  const { countries } = world.objects;
  const source = (id: string): GeoJSONSource => map.getSource(id)!;
  source("land").setData(unwrapped(feature(world, countries)));
  source("borders").setData(unwrapped(mesh(world, countries, (a, b) => a !== b)));
  source("coast").setData(unwrapped(mesh(world, countries, (a, b) => a === b)));
}

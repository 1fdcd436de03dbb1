import type { Feature, FeatureCollection } from "geojson";
import type { DataDrivenPropertyValueSpecification, FilterSpecification, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { theme } from "../ui/theme";
import { areaOf, circleRing, pixelsAtZoom0 } from "./geometry";
import type { FenceGeometry, OwnerKind } from "./model";
import type { MovingFence, MovingFences } from "./movingFences";

const SOURCE = "fences";
const LAYERS = ["fence-fill", "fence-corridor", "fence-line", "fence-sleeping"] as const;
/** Amber that is seen on the ground: bright on dark, dark on light. */
export const line = (): string => (theme.value === "light" ? "#8a5a00" : "#ffd166");
const BEFORE = "efectivos";
/** Metres on the ground: twice the pixels with every zoom. */
const GROUND_WIDTH: DataDrivenPropertyValueSpecification<number> = [
  "interpolate",
  ["exponential", 2],
  ["zoom"],
  0,
  ["*", ["get", "px0"], 1],
  22,
  ["*", ["get", "px0"], 2 ** 22],
];
const AREA: FilterSpecification = ["==", ["geometry-type"], "Polygon"];

/** The properties of a fence that the map needs. */
export interface FenceProperties {
  fenceId: string;
  name: string;
  radiusM: number | null;
  watching: boolean;
  owner: { kind: OwnerKind; code?: string | null };
}

/** One of those under a point of the screen. */
interface Hit {
  fenceId: string;
  areaM2: number;
}

/** Fences on the map: full lines watch now, dashed ones do not. */
export class FenceLayer {
  private added = false;
  private visible = true;

  constructor(
    private readonly map: MapLibre,
    private readonly moving: MovingFences,
  ) {}

  show(fences: FeatureCollection<FenceGeometry | null, FenceProperties>): void {
    this.add();
    const features = fences.features.flatMap((f) => drawable(f) ?? []);
    this.moving.show(fences.features.flatMap((f) => moves(f) ?? []));
    this.map.triggerRepaint();
    (this.map.getSource(SOURCE) as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features });
  }

  private paint(): void {
    this.map.setPaintProperty("fence-fill", "fill-color", line());
    for (const id of LAYERS.slice(1)) this.map.setPaintProperty(id, "line-color", line());
  }

  setVisible(visible: boolean): void {
    this.visible = this.moving.visible = visible;
    if (this.added) for (const id of LAYERS) this.map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
  }

  /** The fence under a point of the screen: the smallest of those there, which any other would hide; of equal ones the last drawn. */
  at(x: number, y: number): string | null {
    if (!this.added || !this.visible) return null;
    const moved = this.moving.at(x, y);
    const hits: Hit[] = moved ? [{ fenceId: moved.fenceId, areaM2: Math.PI * moved.radiusM ** 2 }] : [];
    for (const { properties } of this.map.queryRenderedFeatures([x, y], { layers: [...LAYERS] })) hits.push(properties as Hit);
    return hits.reduce<Hit | null>((least, hit) => (least && least.areaM2 <= hit.areaM2 ? least : hit), null)?.fenceId ?? null;
  }

  private add(): void {
    if (this.added) return;
    this.added = true;
    const { map } = this;
    const visibility = this.visible ? "visible" : "none";
    map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    const under = map.getLayer(BEFORE) ? BEFORE : undefined;
    map.addLayer(
      {
        id: "fence-fill",
        type: "fill",
        source: SOURCE,
        filter: AREA,
        layout: { visibility },
        paint: { "fill-color": line(), "fill-opacity": ["case", ["get", "watching"], 0.1, 0.03] },
      },
      under,
    );
    map.addLayer(
      {
        id: "fence-corridor",
        type: "line",
        source: SOURCE,
        filter: ["==", ["geometry-type"], "LineString"],
        layout: { visibility, "line-cap": "round", "line-join": "round" },
        paint: {
          "line-color": line(),
          "line-opacity": 0.16,
          "line-width": GROUND_WIDTH,
        },
      },
      under,
    );
    map.addLayer(
      {
        id: "fence-line",
        type: "line",
        source: SOURCE,
        filter: ["get", "watching"],
        layout: { visibility },
        paint: { "line-color": line(), "line-width": 1.8 },
      },
      under,
    );
    map.addLayer(
      {
        id: "fence-sleeping",
        type: "line",
        source: SOURCE,
        filter: ["!", ["get", "watching"]],
        layout: { visibility },
        paint: { "line-color": line(), "line-width": 1.6, "line-opacity": 0.8, "line-dasharray": [2, 2.5] },
      },
      under,
    );
    theme.watch(() => this.paint());
  }
}

/** Null: it has a place of its own. */
const moves = ({ geometry, properties: p }: Feature<FenceGeometry | null, FenceProperties>): MovingFence | null =>
  geometry === null && p.owner.kind === "Efectivo" && p.owner.code
    ? { fenceId: p.fenceId, radiusM: p.radiusM ?? 1, watching: p.watching, ownerId: p.owner.code }
    : null;

/** Circles become rings, corridors bring their width. Null: it has no place of its own. */
function drawable(f: Feature<FenceGeometry | null, FenceProperties>): Feature | null {
  const { geometry, properties } = f;
  if (!geometry) return null;
  const { fenceId, name, radiusM, watching } = properties;
  const shown = { fenceId, name, watching, areaM2: areaOf(geometry, radiusM ?? 0), px0: 0 };
  if (geometry.type === "Point")
    return {
      type: "Feature",
      properties: shown,
      geometry: { type: "Polygon", coordinates: [circleRing(geometry.coordinates, radiusM ?? 1)] },
    };
  if (geometry.type === "LineString") shown.px0 = pixelsAtZoom0(2 * (radiusM ?? 0), geometry.coordinates[0]![1]!);
  return { type: "Feature", properties: shown, geometry };
}

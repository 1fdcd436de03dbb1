import type { Feature, GeoJSON, Position } from "geojson";
import type { Map as MapLibre } from "maplibre-gl";
import { xOfLongitude, yOfLatitude } from "../live/mercator";
import { isOnScreen, screenX, screenY } from "../map/camera";
import { haloText, type Painter } from "../map/overlay";
import type { Palette } from "../map/palette";
import { signal } from "../signal";

interface Named {
  name: string;
  /** Web Mercator, 0..1. */
  x: number;
  y: number;
  /** Width of its box, of the world's. */
  width: number;
}

export interface OwnLayer {
  index: number;
  name: string;
  visible: boolean;
  names: Named[];
}

/** The installation's own areas (jurisdictions, zones): shown or not, with their names where there is room. */
export class OwnLayers {
  readonly layers = signal<readonly OwnLayer[]>([]);

  constructor(private readonly map: MapLibre) {}

  add(index: number, name: string, data: GeoJSON): void {
    this.layers.set([...this.layers.value, { index, name, visible: true, names: namesOf(data) }]);
  }

  setVisible(index: number, visible: boolean): void {
    this.layers.set(this.layers.value.map((l) => (l.index === index ? { ...l, visible } : l)));
    for (const id of [`layer-fill-${index}`, `layer-line-${index}`])
      if (this.map.getLayer(id)) this.map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
    this.map.triggerRepaint();
  }

  /** Names of areas that are wide enough on screen for them. */
  painter(palette: () => Palette): Painter {
    return (g, camera) => {
      let drawn = 0;
      g.font = '600 11px system-ui, "Segoe UI", Roboto, sans-serif';
      for (const layer of this.layers.value) {
        if (!layer.visible) continue;
        for (const n of layer.names) {
          if (!isOnScreen(camera, n.x, n.y)) continue;
          const width = g.measureText(n.name).width;
          if (n.width * camera.scale < width * 1.1) continue;
          g.globalAlpha = 0.75;
          haloText(g, n.name, screenX(camera, n.x) - width / 2, screenY(camera, n.y), { halo: palette().halo, fill: palette().label });
          g.globalAlpha = 1;
          drawn++;
        }
      }
      return drawn;
    };
  }
}

function namesOf(data: GeoJSON): Named[] {
  const features = data.type === "FeatureCollection" ? data.features : data.type === "Feature" ? [data] : [];
  return features.flatMap((f) => namedOf(f) ?? []);
}

/** At the middle of its largest ring. */
function namedOf(f: Feature): Named | null {
  const name = f.properties?.["name"] ?? f.properties?.["nombre"];
  if (typeof name !== "string" || !name) return null;
  const g = f.geometry;
  const rings = g?.type === "Polygon" ? [g.coordinates[0]!] : g?.type === "MultiPolygon" ? g.coordinates.map((p) => p[0]!) : [];
  const boxes = rings.map(boxOf).sort((a, b) => b.width - a.width);
  return boxes[0] ? { name, ...boxes[0] } : null;
}

function boxOf(ring: readonly Position[]): { x: number; y: number; width: number } {
  const xs = ring.map((p) => xOfLongitude(p[0]!));
  const ys = ring.map((p) => yOfLatitude(p[1]!));
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (west + east) / 2, y: (north + south) / 2, width: east - west };
}

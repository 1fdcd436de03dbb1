import type { Map as MapLibre } from "maplibre-gl";
import type { GeoJSONStoreFeatures, TerraDraw } from "terra-draw";
import { circleOf, circleRing, round } from "./geometry";
import { type FenceGeometry, type FenceShapeKind, shapeOf } from "./model";

/** What was drawn: as the plan wants it. */
export interface Drawn {
  geometry: FenceGeometry;
  radiusM: number | null;
}

const MODES = { Circle: "circle", Polygon: "polygon", Corridor: "linestring" } as const;
const INK = "#ffd166";
const FILL = { fillColor: INK, fillOpacity: 0.18, outlineColor: INK, outlineWidth: 2.5 } as const;

/** One shape under the pointer: drawn by clicks, then changed by its corners. Loaded when it is first wanted. */
export class ShapeDrawing {
  private draw: TerraDraw | null = null;
  private ended = false;

  constructor(
    private readonly map: MapLibre,
    private readonly changed: (drawn: Drawn) => void,
  ) {}

  /** Waits for the clicks of a new shape. */
  async begin(shape: FenceShapeKind): Promise<void> {
    const draw = await this.ready();
    if (!draw) return;
    draw.clear();
    draw.setMode(MODES[shape]);
  }

  /** Shows a shape with handles at its corners. */
  async show(geometry: FenceGeometry, radiusM: number | null): Promise<void> {
    const draw = await this.ready();
    if (!draw) return;
    const feature = featureOf(geometry, radiusM);
    if (!feature) return;
    draw.setMode("select");
    draw.clear();
    const [result] = draw.addFeatures([feature]);
    if (result?.valid && result.id !== undefined) draw.selectFeature(result.id);
  }

  clear(): void {
    this.draw?.clear();
  }

  end(): void {
    this.ended = true;
    this.draw?.stop();
    this.draw = null;
  }

  private async ready(): Promise<TerraDraw | null> {
    if (this.draw || this.ended) return this.draw;
    const [terra, { TerraDrawMapLibreGLAdapter }] = await Promise.all([import("terra-draw"), import("terra-draw-maplibre-gl-adapter")]);
    if (this.draw || this.ended) return this.draw;
    const corners = { midpoints: true, draggable: true, deletable: true } as const;
    const draw = new terra.TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: this.map, coordinatePrecision: 9, prefixId: "drawing" }),
      modes: [
        new terra.TerraDrawCircleMode({ projection: "globe", styles: FILL }),
        new terra.TerraDrawPolygonMode({ styles: { ...FILL, closingPointColor: INK }, showCoordinatePoints: true }),
        new terra.TerraDrawLineStringMode({ styles: { lineStringColor: INK, lineStringWidth: 3, closingPointColor: INK } }),
        new terra.TerraDrawSelectMode({
          allowManualDeselection: false,
          styles: { selectedPolygonColor: INK, selectedPolygonOutlineColor: INK, selectedLineStringColor: INK, selectionPointColor: INK },
          flags: {
            circle: { feature: { draggable: true, coordinates: { resizable: "center-fixed" } } },
            polygon: { feature: { draggable: true, coordinates: corners } },
            linestring: { feature: { draggable: true, coordinates: corners } },
          },
        }),
      ],
    });
    draw.start();
    draw.on("finish", (id, { action }) => {
      const feature = draw.getSnapshotFeature(id);
      if (!feature) return;
      const drawn = drawnOf(feature);
      // A drawn one is at once one that can be changed.
      if (action === "draw") setTimeout(() => this.draw && draw.hasFeature(id) && draw.selectFeature(id));
      if (drawn) this.changed(drawn);
    });
    this.draw = draw;
    return draw;
  }
}

function drawnOf({ geometry, properties }: GeoJSONStoreFeatures): Drawn | null {
  if (geometry.type === "LineString") return { geometry: { ...geometry, coordinates: geometry.coordinates.map(rounded) }, radiusM: null };
  if (geometry.type !== "Polygon") return null;
  if (properties["mode"] !== "circle")
    return { geometry: { ...geometry, coordinates: geometry.coordinates.map((r) => r.map(rounded)) }, radiusM: null };
  const { centre, radiusM } = circleOf(geometry.coordinates[0]!);
  return { geometry: { type: "Point", coordinates: centre }, radiusM };
}

function featureOf(geometry: FenceGeometry, radiusM: number | null): GeoJSONStoreFeatures | null {
  const mode = MODES[shapeOf(geometry)];
  // Several parts have no handles: they are changed by drawing anew.
  if (geometry.type === "MultiPolygon") return null;
  if (geometry.type !== "Point") return { type: "Feature", geometry: fine(geometry), properties: { mode } };
  const ring = circleRing(geometry.coordinates, radiusM ?? 1).map(rounded);
  return {
    type: "Feature",
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: { mode, radiusKilometers: (radiusM ?? 1) / 1000 },
  };
}

/** More digits than it works with are refused by the drawing. */
const fine = <T extends { type: "LineString" | "Polygon"; coordinates: unknown }>(geometry: T): T =>
  geometry.type === "LineString"
    ? { ...geometry, coordinates: (geometry.coordinates as number[][]).map(rounded) }
    : { ...geometry, coordinates: (geometry.coordinates as number[][][]).map((ring) => ring.map(rounded)) };

const rounded = (position: readonly number[]): [number, number] => [round(position[0]!), round(position[1]!)];

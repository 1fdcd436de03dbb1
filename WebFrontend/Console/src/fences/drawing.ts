import type { Map as MapLibre } from "maplibre-gl";
import type { GeoJSONStoreFeatures, TerraDraw } from "terra-draw";
import { closesOnEscape } from "../ui/escape";
import { circleOf, circleRing, round } from "./geometry";
import { type FenceGeometry, type FenceShapeKind, shapeOf } from "./model";

/** The drawn shape, as the plan takes it. */
export interface Drawn {
  geometry: FenceGeometry;
  radiusM: number | null;
}

const MODES = { Circle: "circle", Polygon: "polygon", Corridor: "linestring" } as const;
const INK = "#ffd166";
const GROUND = "#11181f";
const FILL = { fillColor: INK, fillOpacity: 0.18, outlineColor: INK, outlineWidth: 2.5 } as const;

/** One shape under the pointer: drawn by clicks, then changed by its corners; a polygon may have holes. Loaded when it is first wanted. */
export class ShapeDrawing {
  private draw: TerraDraw | null = null;
  private ended = false;
  /** The drawn parts, in their order: of a polygon its rim, then its holes. */
  private parts: (string | number)[] = [];
  private unescape: (() => void) | null = null;

  constructor(
    private readonly map: MapLibre,
    private readonly changed: (drawn: Drawn) => void,
  ) {}

  /** Waits for the clicks of a new shape. */
  async begin(shape: FenceShapeKind): Promise<void> {
    const draw = await this.ready();
    if (!draw) return;
    this.clear();
    draw.setMode(MODES[shape]);
  }

  /** Waits for the clicks of a hole in the polygon that is shown. */
  async beginHole(): Promise<void> {
    (await this.ready())?.setMode("polygon");
  }

  /** Shows a shape with handles at its corners. */
  async show(geometry: FenceGeometry, radiusM: number | null): Promise<void> {
    const draw = await this.ready();
    if (!draw) return;
    const features = featuresOf(geometry, radiusM);
    if (features.length === 0) return;
    draw.setMode("select");
    this.clear();
    this.parts = draw.addFeatures(features).flatMap(({ valid, id }) => (valid && id !== undefined ? [id] : []));
    if (this.parts[0] !== undefined) draw.selectFeature(this.parts[0]);
  }

  clear(): void {
    this.stopEscape();
    this.draw?.clear();
    this.parts = [];
  }

  /** Takes back the last corner of what is being drawn; false when nothing is. */
  undo(): boolean {
    return this.isDrawing && this.draw!.undo();
  }

  end(): void {
    this.ended = true;
    this.stopEscape();
    this.draw?.stop();
    this.draw = null;
  }

  /** Of a hole one sees the ground. */
  private readonly fill = (f: GeoJSONStoreFeatures): typeof INK | typeof GROUND => (this.isHole(f) ? GROUND : INK);
  private readonly opacity = (f: GeoJSONStoreFeatures): number => (this.isHole(f) ? 0.7 : 0.18);

  private isHole({ id, properties }: GeoJSONStoreFeatures): boolean {
    const at = this.parts.indexOf(id ?? "");
    return properties["mode"] === "polygon" && (at > 0 || (at < 0 && this.parts.length > 0));
  }

  private get isDrawing(): boolean {
    return this.draw?.getModeState() === "drawing";
  }

  /** Escape ends what is being drawn, and neither the form nor what is drawn already. */
  private cancel(): void {
    const draw = this.draw;
    if (!draw) return;
    this.stopEscape();
    const mode = draw.getMode();
    // Leaving the mode throws away what is not finished.
    draw.setMode(this.parts.length > 0 ? "select" : mode);
    if (this.parts[0] !== undefined) draw.selectFeature(this.parts[0]);
  }

  private stopEscape(): void {
    this.unescape?.();
    this.unescape = null;
  }

  private finished(id: string | number, action: string): void {
    const { draw } = this;
    if (!draw) return;
    this.stopEscape();
    if (action === "draw") {
      this.parts.push(id);
      // A drawn one is at once one that can be changed.
      setTimeout(() => this.draw && draw.hasFeature(id) && draw.selectFeature(id));
    }
    const drawn = drawnOf(this.parts.flatMap((part) => draw.getSnapshotFeature(part) ?? []));
    if (drawn) this.changed(drawn);
  }

  private async ready(): Promise<TerraDraw | null> {
    if (this.draw || this.ended) return this.draw;
    const [terra, { TerraDrawMapLibreGLAdapter }] = await Promise.all([import("terra-draw"), import("terra-draw-maplibre-gl-adapter")]);
    if (this.draw || this.ended) return this.draw;
    const corners = { midpoints: true, draggable: true, deletable: true } as const;
    const draw = new terra.TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: this.map, coordinatePrecision: 9, prefixId: "drawing" }),
      undoRedo: { modeLevel: new terra.TerraDrawModeUndoRedo() },
      modes: [
        new terra.TerraDrawCircleMode({ projection: "globe", styles: FILL }),
        new terra.TerraDrawPolygonMode({
          styles: { ...FILL, fillColor: this.fill, fillOpacity: this.opacity, closingPointColor: INK },
          showCoordinatePoints: true,
        }),
        new terra.TerraDrawLineStringMode({ styles: { lineStringColor: INK, lineStringWidth: 3, closingPointColor: INK } }),
        new terra.TerraDrawSelectMode({
          allowManualDeselection: false,
          // Escape and Delete would take away what the form still holds.
          keyEvents: { deselect: null, delete: null, rotate: null, scale: null },
          styles: {
            selectedPolygonColor: this.fill,
            selectedPolygonFillOpacity: this.opacity,
            selectedPolygonOutlineColor: INK,
            selectedLineStringColor: INK,
            selectionPointColor: INK,
          },
          flags: {
            circle: { feature: { draggable: true, coordinates: { resizable: "center-fixed" } } },
            polygon: { feature: { draggable: true, coordinates: corners } },
            linestring: { feature: { draggable: true, coordinates: corners } },
          },
        }),
      ],
    });
    draw.start();
    draw.on("change", () => {
      if (this.isDrawing) this.unescape ??= closesOnEscape(() => this.cancel());
    });
    draw.on("finish", (id, { action }) => this.finished(id, action));
    this.draw = draw;
    return draw;
  }
}

function drawnOf([first, ...holes]: GeoJSONStoreFeatures[]): Drawn | null {
  if (!first) return null;
  const { geometry, properties } = first;
  if (geometry.type === "LineString") return { geometry: { ...geometry, coordinates: geometry.coordinates.map(rounded) }, radiusM: null };
  if (geometry.type !== "Polygon") return null;
  if (properties["mode"] === "circle") {
    const { centre, radiusM } = circleOf(geometry.coordinates[0]!);
    return { geometry: { type: "Point", coordinates: centre }, radiusM };
  }
  const rings = [first, ...holes].flatMap((f) => (f.geometry.type === "Polygon" ? [f.geometry.coordinates[0]!.map(rounded)] : []));
  return { geometry: { type: "Polygon", coordinates: rings }, radiusM: null };
}

function featuresOf(geometry: FenceGeometry, radiusM: number | null): GeoJSONStoreFeatures[] {
  const mode = MODES[shapeOf(geometry)];
  const feature = (shape: GeoJSONStoreFeatures["geometry"], more = {}): GeoJSONStoreFeatures => ({
    type: "Feature",
    geometry: shape,
    properties: { mode, ...more },
  });
  // Several parts have no handles: they are changed by drawing again.
  if (geometry.type === "MultiPolygon") return [];
  if (geometry.type === "LineString") return [feature({ type: "LineString", coordinates: geometry.coordinates.map(rounded) })];
  if (geometry.type === "Polygon")
    return geometry.coordinates.map((ring) => feature({ type: "Polygon", coordinates: [ring.map(rounded)] }));
  const ring = circleRing(geometry.coordinates, radiusM ?? 1).map(rounded);
  return [feature({ type: "Polygon", coordinates: [ring] }, { radiusKilometers: (radiusM ?? 1) / 1000 })];
}

const rounded = (position: readonly number[]): [number, number] => [round(position[0]!), round(position[1]!)];

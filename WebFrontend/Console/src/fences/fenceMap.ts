import type { FeatureCollection } from "geojson";
import type { Map as MapLibre } from "maplibre-gl";
import { signal } from "../signal";
import type { FenceDesk } from "./fenceDesk";
import { FenceLayer, type FenceProperties } from "./fenceLayer";
import type { FenceGeometry } from "./model";
import type { MovingFences } from "./movingFences";

type Fences = FeatureCollection<FenceGeometry | null, FenceProperties>;

/** The map is asked about this long after it stopped moving, ms. */
const SETTLE_MS = 300;
/** Changes made by others are seen at the latest after this, ms. */
const AGAIN_MS = 15_000;

/** The fences of what is in view, read again when the map has moved and now and then. */
export class FenceMap {
  readonly layer: FenceLayer;
  /** Not all of them are shown: there are more than the map asks for. A banner says so. */
  readonly tooMany = signal(false);
  private asking: AbortController | null = null;
  private due: ReturnType<typeof setTimeout> | undefined;
  private past: Fences | null = null;
  private wanted = true;

  constructor(
    private readonly map: MapLibre,
    private readonly desk: FenceDesk,
    moving: MovingFences,
  ) {
    this.layer = new FenceLayer(map, moving);
    map.on("moveend", () => this.soon(SETTLE_MS));
    setInterval(() => document.visibilityState === "visible" && this.soon(0), AGAIN_MS);
  }

  /** Something changed here: at once. */
  refresh(): void {
    this.soon(0);
  }

  setVisible(visible: boolean): void {
    this.wanted = visible;
    this.layer.setVisible(visible);
    if (visible) this.soon(0);
    else this.tooMany.set(false);
  }

  /** Fences of the past instead of those of now; null: of now again. */
  showPast(past: Fences | null): void {
    this.past = past;
    if (past) {
      this.tooMany.set(false);
      this.layer.show(past);
    } else this.soon(0);
  }

  private soon(ms: number): void {
    clearTimeout(this.due);
    this.due = setTimeout(() => void this.read(), ms);
  }

  private async read(): Promise<void> {
    if (this.past || !this.wanted || !this.map.isStyleLoaded()) return;
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const { signal } = this.asking;
      // What moves with an efectivo has no place that a box could find: it is asked for by its kind of owner.
      const [placed, moving] = await Promise.all([this.desk.inBox(bboxOf(this.map), signal), this.desk.moving(signal)]);
      if (this.past || !this.wanted) return;
      this.layer.show({ type: "FeatureCollection", features: [...placed.features, ...moving.features] as Fences["features"] });
      this.tooMany.set(Boolean(placed.next ?? moving.next));
    } catch (failure) {
      if (!(failure instanceof DOMException)) console.warn("fences", failure);
    }
  }
}

/** west,south,east,north of the view, within the world; a west greater than the east crosses the antimeridian. */
export function bboxOf(map: MapLibre): string {
  const b = map.getBounds();
  const wrap = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;
  const whole = b.getEast() - b.getWest() >= 360;
  const [west, east] = whole ? [-180, 180] : [wrap(b.getWest()), wrap(b.getEast())];
  return [west, Math.max(-85, b.getSouth()), east, Math.min(85, b.getNorth())].map((n) => n.toFixed(6)).join(",");
}

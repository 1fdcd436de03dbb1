import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { bboxOf } from "../fences/fenceMap";
import { signal } from "../signal";
import { theme } from "../ui/theme";
import type { CellCollection } from "./cells";
import type { HeatAnswer, HeatDesk, HeatKind } from "./heatDesk";

const NOTHING: CellCollection = { type: "FeatureCollection", features: [] };
const SETTLE_MS = 400;
/** The layer is read again this often, ms, though nobody moves the map: the last hour goes on. */
const AGAIN_MS = 60_000;

/** From little to much, away from the ground: brighter on dark, darker on light. Readable for those who see red and green alike. */
const ON_DARK = ["#3b2a66", "#7a2d7e", "#b93a6b", "#ec6a4c", "#fbb24d", "#fdf3a7"] as const;
const ON_LIGHT = ["#f7d98b", "#f9a85a", "#ea6a4f", "#b93a6b", "#7a2d7e", "#33205c"] as const;

export const ramp = (): readonly string[] => (theme.value === "light" ? ON_LIGHT : ON_DARK);

/** The ground shows through, and the legend is drawn with the same. */
export const OPACITY = 0.6;

export type HeatState = { kind: HeatKind; answer: HeatAnswer | null; failure: unknown } | null;

/** One layer of coloured cells at a time, read again when the map has moved. */
export class HeatLayer {
  readonly state = signal<HeatState>(null);
  private kind: HeatKind | null = null;
  private asking: AbortController | null = null;
  private due: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly map: MapLibre,
    private readonly desk: HeatDesk,
    private readonly now: () => number,
  ) {
    map.on("moveend", () => this.soon(SETTLE_MS));
    theme.watch(() => map.getLayer("heat") && map.setPaintProperty("heat", "fill-color", coloured()));
    setInterval(() => document.visibilityState === "visible" && this.soon(0), AGAIN_MS);
  }

  choose(kind: HeatKind | null): void {
    this.kind = kind;
    this.asking?.abort();
    if (!kind) {
      this.draw(NOTHING);
      this.state.set(null);
      return;
    }
    this.state.set({ kind, answer: null, failure: null });
    void this.read();
  }

  private soon(ms: number): void {
    clearTimeout(this.due);
    if (this.kind) this.due = setTimeout(() => void this.read(), ms);
  }

  private async read(): Promise<void> {
    const { kind } = this;
    if (!kind) return;
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    try {
      const answer = await this.desk.read(kind, bboxOf(this.map), this.map.getZoom(), this.now(), asking.signal);
      if (asking.signal.aborted) return;
      this.draw(answer.cells);
      this.state.set({ kind, answer, failure: null });
    } catch (failure) {
      if (asking.signal.aborted) return;
      this.draw(NOTHING);
      this.state.set({ kind, answer: null, failure });
    }
  }

  private draw(cells: CellCollection): void {
    const known = this.map.getSource("heat") as GeoJSONSource | undefined;
    if (known) {
      known.setData(cells);
      return;
    }
    if (cells === NOTHING) return;
    this.map.addSource("heat", { type: "geojson", data: cells });
    this.map.addLayer(
      {
        id: "heat",
        type: "fill",
        source: "heat",
        paint: {
          "fill-color": coloured(),
          "fill-opacity": OPACITY,
          "fill-antialias": false,
        },
      },
      this.map.getLayer("fence-fill") ? "fence-fill" : this.map.getLayer("efectivos") ? "efectivos" : undefined,
    );
  }
}

const coloured = () =>
  ["interpolate", ["linear"], ["get", "heat"], ...ramp().flatMap((colour, i, all) => [i / (all.length - 1), colour])] as never;

import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { bboxOf } from "../fences/fenceMap";
import { signal } from "../signal";
import type { CellCollection } from "./cells";
import type { HeatAnswer, HeatDesk, HeatKind } from "./heatDesk";

const NOTHING: CellCollection = { type: "FeatureCollection", features: [] };
const SETTLE_MS = 400;

/** Light where little is, bright where much is; readable on dark and light ground, and for those who see red and green alike. */
export const RAMP = ["#3b2a66", "#7a2d7e", "#b93a6b", "#ec6a4c", "#fbb24d", "#fdf3a7"] as const;

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
    map.on("moveend", () => this.soon());
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

  private soon(): void {
    clearTimeout(this.due);
    if (this.kind) this.due = setTimeout(() => void this.read(), SETTLE_MS);
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
          "fill-color": [
            "interpolate",
            ["linear"],
            ["get", "heat"],
            ...RAMP.flatMap((colour, i) => [i / (RAMP.length - 1), colour]),
          ] as never,
          "fill-opacity": 0.5,
          "fill-antialias": false,
        },
      },
      this.map.getLayer("fence-fill") ? "fence-fill" : this.map.getLayer("efectivos") ? "efectivos" : undefined,
    );
  }
}

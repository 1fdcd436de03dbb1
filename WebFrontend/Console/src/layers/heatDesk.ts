import type { FeatureCollection, Polygon } from "geojson";
import type { Api } from "../session/api";
import { type CellCollection, heated, levelFor, squareOf } from "./cells";

export const HEAT_KINDS = ["heat", "coverage", "hot"] as const;
export type HeatKind = (typeof HEAT_KINDS)[number];

export interface HeatAnswer {
  cells: CellCollection;
  most: number;
  /** Counted now and then, not as it is asked. */
  counted: boolean;
  /** As of when it was counted; null: not yet, or as it is asked. */
  asOf: string | null;
}

const HOUR_MS = 3_600_000;

interface CellRows {
  level: number;
  rows: [number, number, number, number, number][];
}

interface CountedCells<P> extends FeatureCollection<Polygon, P> {
  asOf: string | null;
}

/** Cells of an area with a number each: who was there, for how long it was covered, what happened. */
export class HeatDesk {
  constructor(private readonly api: Api) {}

  async read(kind: HeatKind, bbox: string, zoom: number, now: number, signal: AbortSignal): Promise<HeatAnswer> {
    if (kind === "heat") {
      const from = new Date(now - HOUR_MS).toISOString();
      const answer = await this.api.get<CellRows>(`/api/v1/history/coverage?bbox=${bbox}&from=${from}&level=${levelFor(zoom)}`, signal);
      return answerOf(
        answer.rows.map(([x, y, , efectivos]) => ({ ring: squareOf(x, y, answer.level), value: efectivos })),
        false,
        null,
      );
    }
    const path = kind === "coverage" ? "coverage" : "hot-zones";
    const answer = await this.api.get<CountedCells<{ coveredMinutes?: number; score?: number }>>(
      `/api/v1/analytics/${path}?format=geojson&bbox=${bbox}&limit=5000`,
      signal,
    );
    return answerOf(
      answer.features.map((f) => ({
        ring: f.geometry.coordinates[0]!,
        value: (kind === "coverage" ? f.properties.coveredMinutes : f.properties.score) ?? 0,
      })),
      true,
      answer.asOf,
    );
  }
}

const answerOf = (cells: { ring: number[][]; value: number }[], counted: boolean, asOf: string | null): HeatAnswer => ({
  counted,
  cells: heated(cells),
  most: Math.max(0, ...cells.map((c) => c.value)),
  asOf,
});

import type { FeatureCollection } from "geojson";
import type { Theirs } from "../edit/saving";
import type { Api } from "../session/api";
import type { FenceEvent, FenceEventKind, FencePlan, FenceResource } from "./model";

const part = encodeURIComponent;
/** The map shows at most so many fences at once; more are said to be there. */
export const ON_MAP_MAX = 1_000;
/** And so many that move, which no nearer view makes fewer: a page each. */
export const MOVING_PAGES_MAX = 5;

export type FencePage = FeatureCollection & { next?: string | null };

export interface ImportedFence {
  fenceId: string;
  outcome: string;
  rule: string;
}

/** Requests of an operator about fences. */
export class FenceDesk {
  constructor(private readonly api: Api) {}

  find = (text: string, after = "") =>
    this.api.get<{ fences: FenceResource[]; next: string | null }>(
      `/api/v1/fences?limit=100${text ? `&q=${part(text)}` : ""}${after ? `&after=${part(after)}` : ""}`,
    );

  inBox = (bbox: string, signal: AbortSignal) =>
    this.api.get<FencePage>(`/api/v1/fences?format=geojson&bbox=${bbox}&limit=${ON_MAP_MAX}`, signal);

  /** All fences that move with an efectivo, wherever it is. */
  moving = async (signal: AbortSignal): Promise<FencePage> => {
    const all = await this.api.get<FencePage>(`/api/v1/fences?format=geojson&efectivo=*&limit=${ON_MAP_MAX}`, signal);
    for (let pages = 1; all.next && pages < MOVING_PAGES_MAX; pages++) {
      const page = await this.api.get<FencePage>(all.next, signal);
      all.features.push(...page.features);
      all.next = page.next ?? null;
    }
    return all;
  };

  fence = (id: string) => this.api.get<FenceResource>(`/api/v1/fences/${part(id)}`);

  /** A new one: its code must be free. */
  create = (id: string, plan: FencePlan) => this.api.create<FenceResource>(`/api/v1/fences/${part(id)}`, plan);

  change = (id: string, changes: Partial<FencePlan>, version: number) =>
    this.api.patch<FenceResource>(`/api/v1/fences/${part(id)}`, changes, version);

  /** As it is now, and who changed it. */
  async theirs(id: string): Promise<Theirs<FencePlan, FenceResource>> {
    const resource = await this.fence(id);
    return { resource, plan: resource.plan, version: resource.version, who: resource.changedBy, at: resource.changedAt };
  }

  remove = (id: string) => this.api.delete(`/api/v1/fences/${part(id)}`);

  /** All of the file or nothing. */
  import = (file: unknown, prefix: string) =>
    this.api.post<{ fences: ImportedFence[] }>(`/api/v1/fences/import${prefix ? `?prefix=${part(prefix)}` : ""}`, file);

  events = (of: { fence?: string; kind?: FenceEventKind | ""; before?: string; limit?: number }) => {
    const query = Object.entries({ limit: 100, ...of }).flatMap(([key, value]) => (value ? [`${key}=${part(value)}`] : []));
    return this.api.get<{ events: FenceEvent[]; next: string | null }>(`/api/v1/fence-events?${query.join("&")}`);
  };
}

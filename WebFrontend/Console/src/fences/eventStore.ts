import { signal } from "../signal";
import type { FenceEvent } from "./model";

/** So many are kept; older ones are asked for again. */
export const EVENTS_MAX = 2_000;

/** Events at fences, newest first by their number, each once however often it is received. */
export class FenceEventStore {
  private readonly byNumber = new Map<number, FenceEvent>();
  private sorted: FenceEvent[] | null = null;
  /** Grows with every event that is new here. */
  readonly revision = signal(0);
  /** Older ones may be asked for: the `before` of the next page; null at the end. */
  older: string | null = "";

  /** Live, or a page; true if any was new. */
  add(events: Iterable<FenceEvent>): boolean {
    let any = false;
    for (const e of events) {
      if (this.byNumber.has(e.number)) continue;
      this.byNumber.set(e.number, e);
      any = true;
    }
    if (!any) return false;
    this.sorted = null;
    this.trim();
    this.revision.set(this.revision.value + 1);
    return true;
  }

  /** A page of older ones. `next` is as the server returned it. */
  addPage(events: readonly FenceEvent[], next: string | null): void {
    this.older = next;
    if (!this.add(events)) this.revision.set(this.revision.value + 1);
  }

  get all(): readonly FenceEvent[] {
    this.sorted ??= [...this.byNumber.values()].sort((a, b) => b.number - a.number);
    return this.sorted;
  }

  private trim(): void {
    const gone = this.all.slice(EVENTS_MAX);
    if (gone.length === 0) return;
    for (const e of gone) this.byNumber.delete(e.number);
    this.sorted = null;
    this.older = String(this.all.at(-1)!.number);
  }
}

import { t } from "../i18n";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { h, setText } from "../ui/h";
import { eventRow } from "./eventRow";
import type { FenceEventStore } from "./eventStore";
import type { FenceDesk } from "./fenceDesk";
import { FENCE_EVENT_KINDS, type FenceEvent, type FenceEventKind } from "./model";

export interface EventListParts {
  store: FenceEventStore;
  desk: FenceDesk;
  show: (e: FenceEvent) => void;
  openFence: (id: string) => void;
}

/** So many rows are drawn; more are asked for by a button. */
const ROWS_STEP = 150;

/**
 * What happened at fences, live, newest first. While the pointer is over the rows they stand still: a row that is replaced or moves
 * on between looking and clicking opens the card of somebody else. What came meanwhile is told, and shown when the pointer leaves.
 */
export class EventList implements SideView {
  readonly element: HTMLElement;
  private readonly list = h("ol", { class: "events", "data-test": "fence-events" });
  private readonly fresh = h("p", { class: "events-fresh", role: "status", "data-test": "events-fresh" });
  private readonly said = h("p", { class: "said", role: "status" });
  private readonly more = h("button", { type: "button", "data-test": "events-older", onclick: () => void this.older() }, t("events.older"));
  private readonly kind: HTMLSelectElement;
  private rows = ROWS_STEP;
  private newest = 0;
  private held = false;
  private readonly unwatch: () => void;

  constructor(private readonly parts: EventListParts) {
    this.kind = h(
      "select",
      { id: "f-event-kind", "data-test": "event-kind", autofocus: true, onchange: () => this.draw() },
      h("option", { value: "" }, t("events.all")),
      ...FENCE_EVENT_KINDS.map((k) => h("option", { value: k }, t(`fenceEvent.${k}`))),
    );
    this.element = h(
      "div",
      { class: "event-list form" },
      h("h2", {}, t("events.title")),
      h("div", { class: "field" }, h("label", { for: "f-event-kind" }, t("events.kind")), this.kind),
      this.fresh,
      this.list,
      this.said,
      this.more,
    );
    this.list.addEventListener("pointerenter", () => (this.held = true));
    this.list.addEventListener("pointerleave", () => {
      this.held = false;
      this.draw();
    });
    this.unwatch = parts.store.revision.watch(() => (this.held ? this.count() : this.draw()));
    if (parts.store.older === "") void this.older();
  }

  label = (): string => t("events.title");

  closed(): void {
    this.unwatch();
  }

  private shown(): FenceEvent[] {
    const kind = this.kind.value as FenceEventKind | "";
    return this.parts.store.all.filter((e) => !kind || e.kind === kind);
  }

  /** Says how many are newer than the newest row. */
  private count(): void {
    const fresh = this.shown().filter((e) => e.number > this.newest).length;
    setText(this.fresh, fresh > 0 ? t("events.fresh", { n: fresh }) : "");
  }

  private draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.["number"];
    const all = this.shown();
    this.newest = all[0]?.number ?? 0;
    this.count();
    const rows = all.slice(0, this.rows).map((e) => eventRow(e, { show: this.parts.show, fence: this.parts.openFence }));
    this.list.replaceChildren(...(rows.length > 0 ? rows : [h("li", { class: "nothing" }, t("events.none"))]));
    if (focused) this.list.querySelector<HTMLElement>(`[data-number="${focused}"]`)?.focus({ preventScroll: true });
    this.more.hidden = this.parts.store.older === null && all.length <= this.rows;
  }

  private async older(): Promise<void> {
    const { store, desk } = this.parts;
    this.rows += ROWS_STEP;
    if (store.older === null) {
      this.draw();
      return;
    }
    try {
      const page = await desk.events({ before: store.older || String((store.all.at(-1)?.number ?? 0) || "") });
      store.addPage(page.events, page.next);
      this.draw();
      setText(this.said, "");
    } catch (failure) {
      setText(this.said, reasonOf(failure));
    }
  }
}

import { t } from "../i18n";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { h, setText } from "../ui/h";
import { patch } from "../ui/patch";
import { liveRows } from "../ui/rows";
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

/** Events at fences, live, newest first. */
export class EventList implements SideView {
  readonly element: HTMLElement;
  private readonly rows = liveRows("ol", { class: "events", "data-test": "fence-events" }, () => this.draw());
  private readonly said = h("p", { class: "said", role: "status" });
  private readonly more = h("button", { type: "button", "data-test": "events-older", onclick: () => void this.older() }, t("events.older"));
  private readonly kind: HTMLSelectElement;
  private most = ROWS_STEP;
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
      this.rows.fresh,
      this.rows.list,
      this.said,
      this.more,
    );
    this.unwatch = parts.store.revision.watch(() => this.draw());
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

  private draw(): void {
    const all = this.shown();
    const rows = all.slice(0, this.most).map((e) => eventRow(e, { show: this.parts.show, fence: this.parts.openFence }));
    patch(this.rows.list, ...(rows.length > 0 ? rows : [h("li", { class: "nothing" }, t("events.none"))]));
    this.more.hidden = this.parts.store.older === null && all.length <= this.most;
  }

  private async older(): Promise<void> {
    const { store, desk } = this.parts;
    this.most += ROWS_STEP;
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

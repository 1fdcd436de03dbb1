import type { Recipients } from "../board/desk";
import { number, t } from "../i18n";
import { duration } from "../i18n/duration";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { h } from "../ui/h";
import { patch } from "../ui/patch";
import { clock, moment } from "../ui/time";
import { eventRow } from "./eventRow";
import type { FenceEventStore } from "./eventStore";
import type { FenceDesk } from "./fenceDesk";
import { type FenceEvent, type FenceResource, shapeOf } from "./model";

export interface FenceCardParts {
  desk: FenceDesk;
  store: FenceEventStore;
  edit: (fence: FenceResource) => void;
  removed: () => void;
  centre: (fence: FenceResource) => void;
  showEfectivo: (id: string) => void;
  showEvent: (e: FenceEvent) => void;
}

const INSIDE_SHOWN = 40;
const EVENTS_SHOWN = 30;

/** One fence: what it watches for, who is inside, what happened there. */
export class FenceCard implements SideView {
  readonly element = h("div", { class: "fence-card", "data-test": "fence-card" });
  private fence: FenceResource | null = null;
  private failure = "";
  private asking = false;
  private seen = 0;
  private readonly unwatch: () => void;

  constructor(
    private readonly id: string,
    private readonly parts: FenceCardParts,
  ) {
    this.element.dataset["fence"] = id;
    void this.read(true);
    void parts.desk.events({ fence: id, limit: EVENTS_SHOWN }).then(
      (page) => parts.store.add(page.events),
      () => undefined,
    );
    // Who is inside has changed when something happened here.
    this.unwatch = parts.store.revision.watch(() => {
      const newest = parts.store.all.find((e) => e.fenceId === id)?.number ?? 0;
      if (newest > this.seen) void this.read(false);
      this.seen = newest;
      this.draw();
    });
  }

  label = (): string => t("fence.label", { code: this.id });

  closed(): void {
    this.unwatch();
  }

  private async read(first: boolean): Promise<void> {
    try {
      this.fence = await this.parts.desk.fence(this.id);
      if (first) this.parts.centre(this.fence);
    } catch (failure) {
      this.failure = reasonOf(failure);
    }
    this.draw();
  }

  private draw(): void {
    const { fence } = this;
    if (this.asking) return;
    if (!fence) {
      patch(this.element, h("h2", {}, this.id), h("p", { class: this.failure ? "said refused" : "hint" }, this.failure || t("do.reading")));
      return;
    }
    const events = this.parts.store.all.filter((e) => e.fenceId === this.id).slice(0, EVENTS_SHOWN);
    const redraw = (): void => this.draw();
    patch(
      this.element,
      h(
        "header",
        { class: "operation-head" },
        h("span", { class: "tile-code" }, fence.fenceId),
        h("span", { class: "badge", "data-watching": fence.watching }, t(fence.watching ? "fence.watching" : "fence.sleeping")),
      ),
      h("h2", {}, fence.plan.name),
      h("dl", { class: "facts" }, ...facts(fence).flatMap(([key, value]) => [h("dt", {}, key), h("dd", {}, value)])),
      h(
        "div",
        { class: "move-row" },
        h("button", { type: "button", "data-test": "fence-edit", onclick: () => this.parts.edit(fence) }, t("fence.edit")),
        h("button", { type: "button", onclick: () => this.parts.centre(fence) }, t("card.centre")),
        h("button", { type: "button", class: "danger", "data-test": "fence-remove", onclick: () => this.askRemoval() }, t("fence.remove")),
      ),
      h("h3", {}, t("fence.inside", { n: fence.insideCount })),
      h(
        "p",
        { class: "inside", "data-test": "fence-inside", "data-rows": true, onrelease: redraw },
        ...fence.inside
          .slice(0, INSIDE_SHOWN)
          .map((id) => h("button", { type: "button", class: "go code", "data-key": id, onclick: () => this.parts.showEfectivo(id) }, id)),
      ),
      h("h3", {}, t("events.title")),
      h(
        "ol",
        { class: "events", "data-rows": true, onrelease: redraw },
        ...(events.length > 0
          ? events.map((e) => eventRow(e, { show: this.parts.showEvent }))
          : [h("li", { class: "nothing" }, t("events.none"))]),
      ),
    );
  }

  private askRemoval(): void {
    this.asking = true;
    const said = h("p", { class: "said refused", role: "alert" });
    const back = (): void => {
      this.asking = false;
      this.draw();
    };
    const yes = h(
      "button",
      { type: "button", class: "danger", "data-test": "fence-remove-yes", onclick: () => void this.remove(said) },
      t("fence.removeYes"),
    );
    this.element
      .querySelector(".move-row")
      ?.replaceWith(
        h(
          "div",
          { class: "ask" },
          h("p", {}, t("fence.removeAsk", { name: this.fence!.plan.name })),
          h("div", { class: "ask-buttons" }, yes, h("button", { type: "button", onclick: back }, t("do.back"))),
          said,
        ),
      );
    yes.focus();
  }

  private async remove(said: HTMLElement): Promise<void> {
    try {
      await this.parts.desk.remove(this.id);
      this.parts.removed();
    } catch (failure) {
      said.textContent = reasonOf(failure);
    }
  }
}

function facts({ plan, changedAt, changedBy }: FenceResource): [string, string][] {
  const w = plan.watch;
  const watches = [
    ...(["enter", "exit", "cross", "deviation"] as const).filter((k) => w[k]).map((k) => t(`watch.${k}`)),
    w.dwellAfterS === null ? "" : t("watch.dwellWord", { time: duration(w.dwellAfterS) }),
    w.voidBelow === null ? "" : t("watch.voidWord", { n: w.voidBelow }),
    w.crowdAbove === null ? "" : t("watch.crowdWord", { n: w.crowdAbove }),
    w.speedAboveMps === null ? "" : t("watch.speedWord", { n: number(w.speedAboveMps * 3.6) }),
  ];
  const f = plan.filter;
  const whom = [...f.availabilities.map((a) => t(`availability.${a}`)), ...f.units, f.skill, ...f.efectivos.slice(0, 10)];
  const shape = shapeOf(plan.geometry);
  const size = plan.radiusM === null ? "" : ` · ${number(shape === "Corridor" ? 2 * plan.radiusM : plan.radiusM)} m`;
  const windows = plan.schedule.windows.map((x) => `${t(`day.${x.day}`)} ${x.from}–${x.to}`).join(", ");
  const all: [string, string][] = [
    [t("fence.shape"), t(`shape.${shape}`) + size],
    [t("fence.watch"), watches.filter(Boolean).join(", ")],
    [t("field.owner"), plan.owner.kind === "Standing" ? t("owner.Standing") : `${t(`owner.${plan.owner.kind}`)} ${plan.owner.code ?? ""}`],
    [t("fence.filter"), whom.filter(Boolean).join(", ")],
    [t("fence.schedule"), windows ? `${windows} (${plan.schedule.timeZone})` : ""],
    [t("fence.valid"), validity(plan.schedule.from, plan.schedule.until)],
    [t("fence.reaction"), plan.reaction ? plan.reaction.text : ""],
    [t("field.recipients"), plan.reaction ? plan.reaction.recipients.map(recipientText).join(", ") : ""],
    [t("field.jurisdiction"), plan.jurisdiction],
    [t("field.notes"), plan.notes],
    [t("fence.changed"), `${moment(changedAt)} · ${changedBy}`],
  ];
  return all.filter(([, value]) => value);
}

const validity = (from: string | null, until: string | null): string =>
  [from ? t("fence.since", { time: clock(from) }) : "", until ? t("fence.till", { time: clock(until) }) : ""].filter(Boolean).join(" ");

const recipientText = (r: Recipients): string =>
  r.kind === "Efectivo" && r.value === "*" ? t("fence.recipientSelf") : [t(`recipient.${r.kind}`), r.value].filter(Boolean).join(" ");

import type { AssignResult, Candidate, Desk, OperationResource } from "../board/desk";
import { isOpenStep, type Place } from "../board/model";
import type { Selection } from "../commands/selection";
import { number, t } from "../i18n";
import { reasonOf } from "../session/refusal";
import { h, setText } from "../ui/h";
import { patch } from "../ui/patch";
import { askReason } from "../ui/reason";
import { outcomeText, overrulable } from "./assigned";

export interface AssigningParts {
  desk: Desk;
  /** Shared with the map: a click on a symbol chooses as a click in the list does. */
  selection: Selection;
  changed: (o: OperationResource) => void;
  done: () => void;
}

const NEAREST = 20;

/** Chooses people for an operation: the nearest available ones, in the list or on the map, and assigns them in one call. */
export class Assigning {
  readonly element = h("section", { class: "assigning", "data-own": true, "data-test": "assigning" });
  private candidates: Candidate[] = [];
  private results: AssignResult[] = [];
  private readonly list = h("ul", { class: "rows", "data-rows": true, onrelease: () => this.draw() });
  private readonly said = h("div", { class: "results", role: "status", "data-test": "assign-results" });
  private readonly send = h("button", { type: "button", class: "primary", "data-test": "assign-send" });
  private readonly unwatch: () => void;

  constructor(
    private o: OperationResource,
    private readonly parts: AssigningParts,
  ) {
    this.send.addEventListener("click", () => void this.assign());
    this.element.append(
      h("h3", {}, t("assigning.title")),
      h("p", { class: "hint" }, o.plan.point ? t("assigning.hint") : t("assigning.noPoint")),
      this.list,
      h("div", { class: "move-row" }, this.send, h("button", { type: "button", onclick: () => this.end() }, t("do.done"))),
      this.said,
    );
    this.unwatch = parts.selection.ids.watch(() => this.draw());
    if (o.plan.point) void this.read(o.plan.point);
  }

  /** The operation has changed meanwhile. */
  update(o: OperationResource): void {
    this.o = o;
    this.draw();
  }

  end(): void {
    this.unwatch();
    this.parts.selection.clear();
    this.parts.done();
  }

  private async read(at: Place): Promise<void> {
    try {
      this.candidates = await this.parts.desk.nearest(at, NEAREST, this.o.plan.wantedSkill);
      this.draw();
    } catch (failure) {
      this.said.replaceChildren(h("p", { class: "said refused" }, reasonOf(failure)));
    }
  }

  private async assign(): Promise<void> {
    const chosen = [...this.parts.selection.ids.value];
    this.send.disabled = true;
    try {
      const { results, operation } = await this.parts.desk.assign(this.o.operationId, chosen);
      this.results = results;
      this.parts.selection.clear();
      this.parts.changed(operation);
      this.drawResults();
    } catch (failure) {
      this.said.replaceChildren(h("p", { class: "said refused" }, reasonOf(failure)));
    }
    this.draw();
  }

  private draw(): void {
    const { selection } = this.parts;
    const taken = new Set(this.o.assignments.filter((a) => isOpenStep(a.step)).map((a) => a.efectivoId));
    const near = this.candidates.filter((c) => !taken.has(c.efectivoId));
    const others = selection.ids.value.filter((id) => !near.some((c) => c.efectivoId === id));
    patch(this.list, ...others.map((id) => this.row(id, "")), ...near.map((c) => this.row(c.efectivoId, distance(c.distanceM))));
    const n = selection.ids.value.length;
    this.send.disabled = n === 0;
    setText(this.send, t("assigning.send", { n }));
  }

  private row(id: string, far: string): HTMLElement {
    return h(
      "li",
      { "data-key": id },
      h(
        "button",
        {
          type: "button",
          class: "candidate",
          "data-key": id,
          role: "checkbox",
          "aria-checked": String(this.parts.selection.has(id)),
          "data-candidate": id,
          "data-test": "candidate",
          onclick: () => this.parts.selection.toggle(id),
        },
        h("span", { class: "tick", "aria-hidden": "true" }),
        h("span", { class: "code" }, id),
        h("span", { class: "at" }, far),
      ),
    );
  }

  private drawResults(): void {
    const kept = overrulable(this.results);
    const asked = h("div", { "data-test": "overrule" });
    this.said.replaceChildren(
      h("ul", {}, ...this.results.map((r) => h("li", { "data-outcome": r.outcome }, h("b", {}, r.efectivoId), ` ${outcomeText(r)}`))),
      asked,
    );
    if (kept.length > 0)
      askReason(asked, t("assigning.overrule", { codes: kept.join(", ") }), async (reason) => {
        const { results, operation } = await this.parts.desk.assign(this.o.operationId, kept, "", reason);
        this.results = results;
        this.parts.changed(operation);
        this.drawResults();
      });
  }
}

const distance = (m: number): string => (m < 1000 ? `${number(m)} m` : `${number(m / 1000, 1)} km`);

import type { Desk, OperationResource } from "../board/desk";
import { t } from "../i18n";
import { duration } from "../i18n/duration";
import { outcomeText } from "../operations/assigned";
import { reasonOf } from "../session/refusal";
import { h } from "../ui/h";
import { clock } from "../ui/time";
import type { DispatchCandidate, Recommendation } from "./model";
import { changeText, distanceText, reasonsOf, uncheckedText } from "./words";

export interface RecommendationParts {
  desk: Desk;
  changed: (o: OperationResource) => void;
  /** The map marks them; null: nobody. */
  shown: (made: Recommendation | null) => void;
  showEfectivo: (id: string) => void;
  done: () => void;
}

const COUNT_MAX = 50;
/** As the server's. */
const ALARM_LEVEL_MAX = 10;

/** Efectivos recommended for an operation and why, beside the map: assigned by one click that names the recommendation. */
export class RecommendationPanel {
  readonly element = h("section", { class: "assigning recommendation", "data-own": true, "data-test": "recommendation" });
  private made: Recommendation | null = null;
  private said = "";
  private refused = false;
  private busy = false;
  private readonly count: HTMLInputElement;
  private readonly level: HTMLInputElement;

  constructor(
    private readonly o: OperationResource,
    private readonly parts: RecommendationParts,
  ) {
    const missing = Math.max(1, o.plan.wanted - o.assignments.filter((a) => a.step !== "Released").length);
    // Left empty it is the run plan's to say: a count would be the least that it may recommend.
    this.count = h("input", {
      id: "f-recommend-count",
      type: "number",
      min: 1,
      max: COUNT_MAX,
      value: o.plan.wanted > 0 ? String(missing) : "",
      placeholder: t("recommend.byPlan"),
      onchange: () => void this.ask(),
    });
    this.level = h("input", {
      id: "f-recommend-level",
      type: "number",
      min: 1,
      max: ALARM_LEVEL_MAX,
      value: "1",
      "data-test": "recommend-level",
      onchange: () => void this.ask(),
    });
    this.draw();
    void this.ask();
  }

  end(): void {
    this.parts.shown(null);
    this.parts.done();
  }

  private async ask(): Promise<void> {
    if (this.busy) return;
    await this.doing(async () => {
      this.made = await this.parts.desk.recommend(this.o.operationId, {
        ...(this.count.value ? { count: Number(this.count.value) } : {}),
        ...(this.made?.alarmLevel ? { alarmLevel: Number(this.level.value) } : {}),
      });
      if (this.made.alarmLevel === null && !this.count.value) this.count.value = String(this.made.count);
      this.parts.shown(this.made);
    });
  }

  private assign(efectivos: string[]): void {
    const { made } = this;
    if (!made) return;
    void this.doing(async () => {
      const { results, operation } = await this.parts.desk.assign(this.o.operationId, efectivos, made.recommendationId);
      this.said = t("recommend.done", { text: results.map((r) => `${r.efectivoId} ${outcomeText(r)}`).join("; ") });
      this.parts.changed(operation);
    });
  }

  private async doing(act: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.said = "";
    this.draw();
    try {
      await act();
      this.refused = false;
    } catch (failure) {
      this.said = reasonOf(failure);
      this.refused = true;
    }
    this.busy = false;
    this.draw();
  }

  private draw(): void {
    const { made } = this;
    const ids = made?.chosen.map((c) => c.efectivoId) ?? [];
    this.element.setAttribute("aria-busy", String(this.busy));
    this.element.replaceChildren(
      h("h3", {}, t("recommend.title")),
      h(
        "div",
        { class: "move-row recommend-ask" },
        h("label", { for: "f-recommend-count" }, t("recommend.count")),
        this.count,
        ...(made?.alarmLevel ? [h("label", { for: "f-recommend-level" }, t("recommend.level")), this.level] : []),
        h("button", { type: "button", disabled: this.busy, onclick: () => void this.ask() }, t("recommend.again")),
        h("button", { type: "button", onclick: () => this.end() }, t("do.done")),
      ),
      h(
        "div",
        { class: this.refused ? "said refused" : "said", role: "status", "data-test": "recommend-said" },
        this.said || (this.busy ? t("do.reading") : ""),
      ),
      ...(made ? this.body(made, ids) : []),
    );
  }

  private body(made: Recommendation, ids: string[]): (HTMLElement | string)[] {
    const longest = Math.max(1, ...[...made.chosen, ...made.next].map((c) => c.costS));
    return [
      needs(made),
      ids.length > 0
        ? h(
            "button",
            {
              type: "button",
              class: "primary wide",
              "data-test": "recommend-assign",
              disabled: this.busy,
              onclick: () => this.assign(ids),
            },
            t("recommend.assign", { n: ids.length }),
          )
        : h("p", { class: "nothing" }, t("recommend.nobody")),
      h("ol", { class: "candidates", "data-test": "recommended" }, ...made.chosen.map((c, i) => this.candidate(c, longest, i + 1))),
      ...(made.next.length > 0
        ? [
            h(
              "details",
              { class: "more" },
              h("summary", {}, t("recommend.next")),
              h("ol", { class: "candidates", start: made.chosen.length + 1 }, ...made.next.map((c) => this.candidate(c, longest, 0))),
            ),
          ]
        : []),
      ...(made.changes.length > 0
        ? [
            h("h4", {}, t("recommend.changes")),
            h("ul", { class: "changes", "data-test": "recommend-changes" }, ...made.changes.map((c) => h("li", {}, changeText(c)))),
          ]
        : []),
      excluded(made),
      h(
        "p",
        { class: "hint" },
        [
          t("recommend.considered", { n: made.considered, all: made.complete ? "" : t("recommend.notAll") }),
          made.unchecked.length > 0 ? t("recommend.unchecked", { what: made.unchecked.map(uncheckedText).join(", ") }) : "",
        ]
          .filter(Boolean)
          .join(" · "),
      ),
    ];
  }

  private candidate(c: DispatchCandidate, longest: number, rank: number): HTMLElement {
    const reasons = reasonsOf(c);
    return h(
      "li",
      { class: "dispatch-candidate", "data-efectivo": c.efectivoId },
      h(
        "div",
        { class: "candidate-head" },
        rank > 0 ? h("span", { class: "rank" }, String(rank)) : null,
        h("button", { type: "button", class: "go code", onclick: () => this.parts.showEfectivo(c.efectivoId) }, c.efectivoId),
        h("b", { class: "travel" }, duration(c.travelS)),
        h("span", { class: "at" }, `${distanceText(c.distanceM)} ${t(c.basis === "Roads" ? "recommend.roads" : "recommend.straight")}`),
        h(
          "button",
          {
            type: "button",
            class: "small",
            "aria-label": `${t("recommend.one")} ${c.efectivoId}`,
            disabled: this.busy,
            onclick: () => this.assign([c.efectivoId]),
          },
          t("recommend.one"),
        ),
      ),
      bar(c, longest),
      h("p", { class: "reasons" }, reasons.map((r) => `${r.word} +${duration(r.seconds)} (${r.of})`).join(" · ")),
    );
  }
}

/** The weight of each reason, as parts of one bar; the words stand below it. */
function bar(c: DispatchCandidate, longest: number): SVGSVGElement {
  const make = (name: string, attributes: Record<string, string | number>): SVGElement => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    return made;
  };
  const svg = make("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", class: "cost-bar", "aria-hidden": "true" });
  let x = 0;
  for (const r of c.reasons) {
    const width = (Math.max(0, r.seconds) / longest) * 100;
    svg.append(make("rect", { x, y: 0, width, height: 6, class: `cost-${r.kind}` }));
    x += width;
  }
  return svg as SVGSVGElement;
}

/** The needs of the run plan, and how far each is met. */
function needs(made: Recommendation): HTMLElement | string {
  if (made.needs.length === 0) return "";
  return h(
    "ul",
    { class: "needs", "data-test": "recommend-needs" },
    ...made.needs.map((n) =>
      h(
        "li",
        { "data-skill": n.skill, "data-short": n.short },
        h("b", {}, n.skill || t("need.any")),
        h("span", {}, t("need.held", { held: n.held.length, wanted: n.wanted })),
        n.chosen.length > 0 ? h("span", { class: "code" }, n.chosen.map((c) => c.efectivoId).join(" ")) : null,
        n.short > 0 ? h("strong", {}, t("need.short", { n: n.short })) : null,
      ),
    ),
  );
}

function excluded(made: Recommendation): HTMLElement | string {
  const total = made.excludedBy.reduce((sum, e) => sum + e.count, 0);
  if (total === 0) return "";
  return h(
    "details",
    { class: "more", "data-test": "recommend-excluded" },
    h(
      "summary",
      {},
      t("recommend.excluded", { n: total }),
      h("span", { class: "at" }, ` ${made.excludedBy.map((e) => `${t(`exclusion.${e.rule}`)} ${e.count}`).join(" · ")}`),
    ),
    h(
      "ul",
      { class: "excluded" },
      ...made.excluded.map((e) =>
        h(
          "li",
          {},
          h("span", { class: "code" }, e.efectivoId),
          h("span", {}, t(`exclusion.${e.rule}`)),
          h(
            "span",
            { class: "at" },
            [distanceText(e.distanceM), e.until ? t("recommend.until", { time: clock(e.until) }) : "", e.detail]
              .filter(Boolean)
              .join(" · "),
          ),
        ),
      ),
    ),
  );
}

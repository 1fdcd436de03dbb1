import type { BoardStore } from "../board/boardStore";
import type { Desk, OperationResource } from "../board/desk";
import { isClosed } from "../board/model";
import type { Selection } from "../commands/selection";
import type { Recommendation } from "../dispatch/model";
import { RecommendationPanel } from "../dispatch/recommendationPanel";
import { t } from "../i18n";
import { duration } from "../i18n/duration";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { h } from "../ui/h";
import { patch } from "../ui/patch";
import { clock, moment } from "../ui/time";
import { Assigning } from "./assigning";
import { moveButtons } from "./moves";
import { people } from "./people";
import { Timeline } from "./timeline";

export interface OperationCardParts {
  board: BoardStore;
  desk: Desk;
  selection: Selection;
  /** The map shows it, and gives clicks on symbols to the selection while people are chosen. */
  focus: (o: OperationResource | null) => void;
  choosing: (on: boolean) => void;
  showEfectivo: (id: string) => void;
  order: (operationId: string) => void;
  edit: (o: OperationResource) => void;
  /** The map marks who is recommended. */
  recommended: (made: Recommendation | null) => void;
  /** Begins a fence that lives as long as the operation. */
  fence: (operationId: string) => void;
}

/** One operation: its plan, its life, its people, and everything that happened to it. Read again whenever the board says that it has changed. */
export class OperationCard implements SideView {
  readonly element = h("div", { class: "operation", "data-test": "operation-card" });
  private o: OperationResource | null = null;
  private failure = "";
  private assigning: Assigning | null = null;
  private recommending: RecommendationPanel | null = null;
  private readonly timeline: Timeline;
  private readonly unwatch: () => void;
  private reading = false;
  /** As many as somebody has said not to ask for now. */
  private notNow = 0;

  constructor(
    private readonly code: string,
    private readonly parts: OperationCardParts,
  ) {
    this.timeline = new Timeline(parts.desk, code);
    this.draw();
    void this.read();
    this.unwatch = parts.board.revision.watch(() => this.boardChanged());
  }

  label = (): string => t("operation.label", { code: this.code });

  closed(): void {
    this.unwatch();
    this.assigning?.end();
    this.recommending?.end();
    this.parts.focus(null);
  }

  private boardChanged(): void {
    const live = this.parts.board.operations.get(this.code);
    if (live && this.o && live.version > this.o.version) void this.read();
  }

  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      this.take(await this.parts.desk.operation(this.code));
    } catch (failure) {
      this.failure = reasonOf(failure);
      this.draw();
    } finally {
      this.reading = false;
    }
  }

  private take(o: OperationResource): void {
    const first = this.o === null;
    if (this.o && o.version < this.o.version) return;
    this.o = o;
    this.failure = "";
    this.assigning?.update(o);
    this.draw();
    if (first) this.parts.focus(o);
    void this.timeline.read();
  }

  private draw(): void {
    const { o } = this;
    if (!o) {
      patch(
        this.element,
        h("h2", {}, this.code),
        h("p", { class: this.failure ? "said refused" : "hint" }, this.failure || t("do.reading")),
      );
      return;
    }
    const changed = (next: OperationResource): void => this.take(next);
    const redraw = (): void => this.draw();
    patch(
      this.element,
      h(
        "header",
        { class: "operation-head" },
        h("span", { class: "tile-code" }, o.operationId),
        h("span", { class: "badge", "data-status": o.status, "data-test": "operation-status" }, t(`status.${o.status}`)),
        h("span", { class: "badge", "data-priority": o.plan.priority }, t(`priority.${o.plan.priority}`)),
      ),
      h("h2", {}, o.plan.title),
      o.plan.description ? h("p", { class: "description" }, o.plan.description) : "",
      moveButtons(o, this.parts.desk, changed, redraw),
      this.facts(o),
      this.filling(o),
      this.recommending?.element ?? "",
      this.assigning?.element ?? people(o, { desk: this.parts.desk, changed, show: this.parts.showEfectivo, redraw }),
      this.doing(o),
      this.timeline.element,
    );
  }

  private facts(o: OperationResource): HTMLElement {
    const p = o.plan;
    const facts: [string, string][] = [
      [t("field.type"), t(`type.${p.type}`)],
      [t("operation.planned"), `${clock(p.plannedStart)} – ${clock(p.plannedEnd)}`],
      [t("operation.actual"), o.actualStart ? `${moment(o.actualStart)} – ${o.actualEnd ? moment(o.actualEnd) : "…"}` : ""],
      [t("operation.paused"), o.pausedS > 0 ? duration(o.pausedS) : ""],
      [t("field.commander"), p.commander],
      [t("field.jurisdiction"), p.jurisdiction],
      [t("field.wanted"), p.wanted > 0 ? [String(p.wanted), p.wantedSkill].filter(Boolean).join(" · ") : ""],
      [t("field.notes"), p.notes],
    ];
    return h(
      "dl",
      { class: "facts" },
      ...facts.filter(([, value]) => value).flatMap(([key, value]) => [h("dt", {}, key), h("dd", {}, value)]),
    );
  }

  /** Saving a plan sends nothing: whether its people are to be asked now is asked once. */
  private filling(o: OperationResource): HTMLElement | string {
    const { wanted } = o.plan;
    if (isClosed(o.status) || wanted <= o.filling || this.notNow === wanted) return "";
    const said = h("p", { class: "said refused", role: "alert" });
    const fill = (): void =>
      void this.parts.desk
        .fill(o.operationId)
        .then((next) => this.take(next))
        .catch((failure) => {
          said.textContent = reasonOf(failure);
        });
    return h(
      "section",
      { class: "ask", "data-key": "fill", "data-test": "fill" },
      h("p", {}, t("operation.fillAsk", { n: wanted })),
      h(
        "div",
        { class: "ask-buttons" },
        h("button", { type: "button", class: "primary", "data-test": "fill-confirm", onclick: fill }, t("operation.fill")),
        h(
          "button",
          {
            type: "button",
            "data-test": "fill-later",
            onclick: () => {
              this.notNow = wanted;
              this.draw();
            },
          },
          t("operation.fillLater"),
        ),
      ),
      said,
    );
  }

  private doing(o: OperationResource): HTMLElement {
    const closed = isClosed(o.status);
    return h(
      "div",
      { class: "move-row", "data-rows": true, onrelease: () => this.draw() },
      closed || this.assigning
        ? null
        : h(
            "button",
            { type: "button", "data-key": "assign", "data-test": "assign", onclick: () => this.assign(o) },
            t("operation.assign"),
          ),
      closed || this.recommending || !(o.plan.point || o.plan.area.length > 0)
        ? null
        : h(
            "button",
            { type: "button", "data-key": "recommend", "data-test": "recommend", onclick: () => this.recommend(o) },
            t("recommend.ask"),
          ),
      closed
        ? null
        : h(
            "button",
            {
              type: "button",
              "data-key": "operation-fence",
              "data-test": "operation-fence",
              onclick: () => this.parts.fence(o.operationId),
            },
            t("fence.new"),
          ),
      closed
        ? null
        : h(
            "button",
            {
              type: "button",
              "data-key": "operation-order",
              "data-test": "operation-order",
              onclick: () => this.parts.order(o.operationId),
            },
            t("operation.order"),
          ),
      closed ? null : h("button", { type: "button", "data-key": "edit", onclick: () => this.parts.edit(o) }, t("operation.edit")),
      h("button", { type: "button", "data-key": "centre", onclick: () => this.parts.focus(o) }, t("card.centre")),
    );
  }

  private recommend(o: OperationResource): void {
    this.recommending = new RecommendationPanel(o, {
      desk: this.parts.desk,
      changed: (next) => this.take(next),
      shown: this.parts.recommended,
      showEfectivo: this.parts.showEfectivo,
      done: () => {
        this.recommending = null;
        this.draw();
      },
    });
    this.draw();
  }

  private assign(o: OperationResource): void {
    this.assigning = new Assigning(o, {
      desk: this.parts.desk,
      selection: this.parts.selection,
      changed: (next) => this.take(next),
      done: () => {
        this.assigning = null;
        this.parts.choosing(false);
        this.draw();
      },
    });
    this.parts.choosing(true);
    this.draw();
  }
}

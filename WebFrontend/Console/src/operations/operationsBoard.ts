import type { BoardStore } from "../board/boardStore";
import { OPERATION_STATUSES, type OperationStatus, type OperationSummary, PRIORITIES } from "../board/model";
import { language, t } from "../i18n";
import { closesOnEscape } from "../ui/escape";
import { h, setText } from "../ui/h";
import { patch } from "../ui/patch";
import { liveRows } from "../ui/rows";
import { tile } from "./tile";

export interface OperationsBoardParts {
  board: BoardStore;
  now: () => number;
  open: (id: string) => void;
  create: () => void;
}

/** Times on tiles are said again this often, ms. */
const REDRAW_MS = 20_000;

/** All operations by status, live, over the map: arrows walk, Enter opens, Escape goes back to the map. */
export class OperationsBoard {
  private readonly columns: { status: OperationStatus; name: HTMLElement; count: HTMLElement; fresh: HTMLElement; list: HTMLElement }[];
  private readonly title = h("h2", { class: "visually-hidden" });
  private readonly create = h("button", { type: "button", class: "primary", "data-test": "new-operation" });
  private unescape: () => void = () => {};

  constructor(
    private readonly root: HTMLElement,
    private readonly parts: OperationsBoardParts,
  ) {
    this.columns = OPERATION_STATUSES.map((status) => ({
      status,
      name: h("h3", {}),
      count: h("span", { class: "count" }),
      ...liveRows("div", { class: "tiles" }, () => this.draw()),
    }));
    this.create.addEventListener("click", () => parts.create());
    const shown = this.columns.map((c) =>
      h(
        "section",
        { class: "column", "data-status": c.status, "data-test": `column-${c.status}` },
        h("header", {}, c.name, c.count, c.fresh),
        c.list,
      ),
    );
    root.append(
      this.title,
      h("div", { class: "columns" }, ...shown),
      h("div", { class: "board-foot" }, this.create, h("span", { class: "hint" })),
    );
    root.addEventListener("keydown", (event) => this.walk(event));
    parts.board.revision.watch(() => this.draw());
    language.watch(() => this.draw());
    setInterval(() => this.draw(), REDRAW_MS);
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  open(): void {
    if (this.isOpen) return;
    this.root.hidden = false;
    this.unescape = closesOnEscape(() => this.close());
    this.draw();
    (this.root.querySelector<HTMLElement>(".tile") ?? this.create).focus({ preventScroll: true });
  }

  close(): void {
    if (!this.isOpen) return;
    this.unescape();
    this.root.hidden = true;
  }

  private draw(): void {
    if (!this.isOpen) return;
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.["operation"];
    setText(this.title, t("board.title"));
    this.root.setAttribute("aria-label", t("board.title"));
    setText(this.create, t("board.create"));
    setText(this.root.querySelector(".hint")!, t("board.hint"));
    const now = this.parts.now();
    for (const { status, name, count, list } of this.columns) {
      const here = [...this.parts.board.operations.values()].filter((o) => o.status === status).sort(inOrder);
      setText(name, t(`status.${status}`));
      setText(count, String(here.length));
      patch(
        list,
        ...(here.length > 0 ? here.map((o) => tile(o, now, this.parts.open)) : [h("p", { class: "nothing" }, t("board.nothing"))]),
      );
    }
    // Its tile may stand in another column now.
    if (focused && document.activeElement === document.body)
      this.root.querySelector<HTMLElement>(`[data-operation="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  private walk(event: KeyboardEvent): void {
    const here = (event.target as HTMLElement).closest<HTMLElement>(".tile");
    if (!here) return;
    const columns = this.columns.map((c) => [...c.list.querySelectorAll<HTMLElement>(".tile")]);
    const column = columns.findIndex((tiles) => tiles.includes(here));
    const row = columns[column]!.indexOf(here);
    const sideways = (step: number): HTMLElement | undefined => {
      for (let at = column + step; at >= 0 && at < columns.length; at += step) {
        const there = columns[at]!;
        if (there.length > 0) return there[Math.min(row, there.length - 1)];
      }
      return undefined;
    };
    const next = {
      ArrowDown: () => columns[column]![row + 1],
      ArrowUp: () => columns[column]![row - 1],
      ArrowRight: () => sideways(1),
      ArrowLeft: () => sideways(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next()?.focus();
  }
}

/** The more urgent first, then the earlier. */
const inOrder = (a: OperationSummary, b: OperationSummary): number =>
  PRIORITIES.indexOf(b.priority) - PRIORITIES.indexOf(a.priority) || (a.plannedStart < b.plannedStart ? -1 : 1);

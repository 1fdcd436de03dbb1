import { unableOf } from "../board/attention";
import type { BoardStore } from "../board/boardStore";
import { COMMAND_CLASSES, type CommandSummary } from "../board/model";
import { t } from "../i18n";
import type { SideView } from "../side";
import { h } from "../ui/h";
import { patch } from "../ui/patch";
import { liveRows } from "../ui/rows";
import { moment, withLocalTimes } from "../ui/time";
import { stepCounts } from "./steps";

/** Commands that are open or were closed not long ago, live: who waits for an answer comes first. */
export class CommandList implements SideView {
  readonly element: HTMLElement;
  private readonly rows = liveRows("div", { class: "command-rows" }, () => this.draw());
  private readonly unwatch: () => void;

  constructor(
    private readonly board: BoardStore,
    private readonly on: { open: (id: string) => void; compose: () => void },
  ) {
    this.element = h(
      "div",
      { class: "command-list", "data-test": "command-list" },
      h("h2", {}, t("commands.title")),
      h("div", { class: "move-row" }, h("button", { type: "button", class: "primary", onclick: on.compose }, t("commands.new"))),
      this.rows.fresh,
      this.rows.list,
    );
    this.unwatch = board.revision.watch(() => this.draw());
  }

  label = (): string => t("commands.title");

  closed(): void {
    this.unwatch();
  }

  private draw(): void {
    const all = [...this.board.commands.values()].sort(inOrder);
    patch(this.rows.list, ...(all.length > 0 ? all.map((c) => this.row(c)) : [h("p", { class: "nothing" }, t("commands.none"))]));
  }

  private row(c: CommandSummary): HTMLElement {
    const { command } = c;
    return h(
      "button",
      {
        type: "button",
        class: "command-row",
        "data-key": command.commandId,
        "data-class": command.class,
        "data-status": c.status,
        "data-overdue": c.overdue > 0,
        "data-command": command.commandId,
        onclick: () => this.on.open(command.commandId),
      },
      h(
        "span",
        { class: "command-line" },
        h("b", {}, t(`class.${command.class}`)),
        h("span", {}, t(`kind.${command.kind}`)),
        h("span", { class: "at" }, moment(command.issuedAt)),
        c.status === "Open" ? null : h("span", { class: "badge" }, t(`commandStatus.${c.status}`)),
      ),
      h("span", { class: "command-text" }, withLocalTimes(command.text)),
      stepCounts(c),
      c.overdue > 0 ? h("span", { class: "overdue" }, t("commands.overdue", { n: c.overdue })) : null,
      unableOf(c) > 0 ? h("span", { class: "overdue" }, t("commands.unable", { n: unableOf(c) })) : null,
    );
  }
}

const inOrder = (a: CommandSummary, b: CommandSummary): number =>
  Number(unableOf(b) > 0) - Number(unableOf(a) > 0) ||
  Number(b.status === "Open") - Number(a.status === "Open") ||
  Number(b.overdue > 0) - Number(a.overdue > 0) ||
  (a.status === "Open" ? COMMAND_CLASSES.indexOf(a.command.class) - COMMAND_CLASSES.indexOf(b.command.class) : 0) ||
  (a.command.issuedAt > b.command.issuedAt ? -1 : 1);

import { unableOf } from "../board/attention";
import type { Desk } from "../board/desk";
import type { LadderStore } from "../board/ladderStore";
import { type CommandSummary, isUnanswered, type Ladder } from "../board/model";
import { t } from "../i18n";
import { duration } from "../i18n/duration";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { h } from "../ui/h";
import { patch } from "../ui/patch";
import { askReason } from "../ui/reason";
import { moment, withLocalTimes } from "../ui/time";
import { ladderRow } from "./ladderRow";
import { stepCounts, totalOf } from "./steps";

export interface CommandCardParts {
  desk: Desk;
  ladders: LadderStore;
  /** Follows the ladders over the live link; null ends it. */
  follow: (commandId: string | null) => void;
  showEfectivo: (id: string) => void;
  openOperation: (id: string) => void;
  now: () => number;
}

/** Rows drawn at once: a broadcast to thousands is read by its counts. */
const ROWS_MAX = 200;

/** One command, live: how many stand where, who has not answered, and the proof. */
export class CommandCard implements SideView {
  readonly element = h("div", { class: "command-card", "data-test": "command-card" });
  private readonly asked = h("div", {});
  private readonly said = h("p", { class: "said refused", role: "alert" });
  private readonly live = h("div", {});
  private onlyOpen = false;
  private readonly unwatch: () => void;

  constructor(
    private readonly id: string,
    private readonly parts: CommandCardParts,
  ) {
    this.element.append(this.live, this.asked, this.said);
    parts.ladders.follow(id);
    parts.follow(id);
    this.unwatch = parts.ladders.revision.watch(() => this.draw());
    void this.read();
  }

  label = (): string => t("command.label");

  closed(): void {
    this.unwatch();
    this.parts.follow(null);
  }

  private async read(): Promise<void> {
    try {
      for (let after: string | null = ""; after !== null; ) {
        const page = await this.parts.desk.ladders(this.id, after);
        this.parts.ladders.take(page);
        after = page.next || null;
      }
    } catch (failure) {
      this.said.textContent = reasonOf(failure);
    }
  }

  private draw(): void {
    const { summary } = this.parts.ladders;
    if (!summary) {
      patch(this.live, h("p", { class: "hint" }, t("do.reading")));
      return;
    }
    const all = this.parts.ladders.inOrder();
    const { kind } = summary.command;
    const owing = all.filter((l) => isUnanswered(l.step, kind));
    const shown = this.onlyOpen ? owing : all;
    patch(
      this.live,
      this.head(summary),
      stepCounts(summary),
      this.doing(summary),
      this.filter(owing.length, totalOf(summary)),
      this.rows(shown, summary),
    );
  }

  private head(c: CommandSummary): HTMLElement {
    const { command } = c;
    return h(
      "header",
      { class: "command-head", "data-class": command.class },
      h(
        "span",
        { class: "command-line" },
        h("b", {}, t(`class.${command.class}`)),
        t(`kind.${command.kind}`),
        h("span", { class: "badge", "data-status": c.status }, t(`commandStatus.${c.status}`)),
      ),
      h("h2", {}, withLocalTimes(command.text)),
      h("p", { class: "hint" }, t("command.issued", { time: moment(command.issuedAt), issuer: command.issuer })),
      h("p", { class: "hint" }, t("command.until", { answer: moment(command.answerBy), deadline: moment(command.deadline) })),
      command.operationId
        ? h(
            "button",
            { type: "button", class: "go", "data-key": "operation", onclick: () => this.parts.openOperation(command.operationId) },
            command.operationId,
          )
        : null,
      c.overdue > 0
        ? h(
            "p",
            { class: "overdue", "data-test": "ladder-overdue" },
            t("command.overdue", { n: c.overdue, time: late(c, this.parts.now()) }),
          )
        : null,
      c.waivedBy ? h("p", { class: "hint" }, t("command.waived", { by: c.waivedBy })) : null,
    );
  }

  private doing(c: CommandSummary): HTMLElement {
    const ask = (how: "withdraw" | "waive"): void =>
      askReason(this.asked, t(`command.${how}Why`), async (reason) => {
        await this.parts.desk.close(this.id, how, reason);
        await this.read();
      });
    const open = c.status === "Open" || unableOf(c) > 0;
    return h(
      "div",
      { class: "move-row", "data-rows": true, onrelease: () => this.draw() },
      open
        ? h(
            "button",
            { type: "button", "data-key": "withdraw", "data-test": "withdraw", onclick: () => ask("withdraw") },
            t("command.withdraw"),
          )
        : null,
      open
        ? h("button", { type: "button", "data-key": "waive", "data-test": "waive", onclick: () => ask("waive") }, t("command.waive"))
        : null,
      h(
        "button",
        { type: "button", "data-key": "certificate", "data-test": "certificate", onclick: () => void this.certificate() },
        t("command.certificate"),
      ),
    );
  }

  private filter(owing: number, total: number): HTMLElement {
    return h(
      "button",
      {
        type: "button",
        class: "small",
        "data-key": "filter",
        "aria-pressed": String(this.onlyOpen),
        onclick: () => {
          this.onlyOpen = !this.onlyOpen;
          this.draw();
        },
      },
      t("command.onlyOpen", { n: owing, total }),
    );
  }

  private rows(ladders: Ladder[], c: CommandSummary): HTMLElement {
    const say = (efectivo: string, word: "accept" | "refuse"): void =>
      askReason(
        this.asked,
        t("command.speakWhy", { code: efectivo, word: t(`people.${word}`) }),
        async (reason) => {
          await this.parts.desk.speakFor(this.id, efectivo, word, reason);
          await this.read();
        },
        word === "refuse",
      );
    const rows = ladders.slice(0, ROWS_MAX).map((l) => ladderRow(l, c, { show: this.parts.showEfectivo, say, redraw: () => this.draw() }));
    const more = ladders.length > ROWS_MAX ? [h("li", { class: "nothing" }, t("command.more", { n: ladders.length - ROWS_MAX }))] : [];
    const redraw = (): void => this.draw();
    return h("ul", { class: "ladders", "data-test": "ladders", "data-rows": true, onrelease: redraw }, ...rows, ...more);
  }

  /** Opened from here, because a link would go without the token. */
  private async certificate(): Promise<void> {
    const page = window.open("", "_blank");
    try {
      const url = URL.createObjectURL(await this.parts.desk.certificate(this.id));
      if (page) page.location.href = url;
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (failure) {
      page?.close();
      this.said.textContent = reasonOf(failure);
    }
  }
}

const late = (c: CommandSummary, now: number): string => duration((now - Date.parse(c.command.answerBy)) / 1000);

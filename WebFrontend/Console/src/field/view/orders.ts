import type { LadderStep } from "../../board/model";
import { language, t } from "../../i18n";
import { h, setText } from "../../ui/h";
import { Front, SETTLE_MS } from "../front";
import { type FieldCommand, type Inbox, isOver } from "../inbox";
import { Seen } from "../seen";
import { type CommandCardParts, commandCard, timeLeft } from "./commandCard";
import { commandList } from "./commandList";

export interface OrdersParts extends CommandCardParts {
  inbox: Inbox;
  advance: (id: string, step: LadderStep) => void;
}

/** The command in front and the others below. Rebuilt only when it says something else, and never under a finger. */
export class Orders {
  readonly element = h("main", { class: "orders" });
  private readonly front = new Front();
  private drawn = "";
  private pressed = false;
  private unseen = "";
  private readonly seen = new Seen({ isInView: () => this.isInView(), seen: (id) => this.parts.advance(id, "Seen") });

  constructor(private readonly parts: OrdersParts) {
    this.element.addEventListener("pointerdown", () => (this.pressed = true));
    for (const over of ["pointerup", "pointercancel"]) {
      // After the click that follows the release.
      window.addEventListener(over, () => setTimeout(() => this.released()));
    }
  }

  draw(): void {
    if (this.pressed) return;
    const all = this.parts.inbox.inOrder();
    const front = this.front.pick(all);
    this.rebuild(all, front);
    this.unseen = front?.step === "Delivered" ? front.command.commandId : "";
    this.seen.look(this.unseen);
  }

  /** Updates the part that changes by itself: the time that is left. */
  tick(): void {
    this.seen.look(this.unseen);
    for (const left of this.element.querySelectorAll<HTMLElement>("[data-left]")) {
      const c = this.parts.inbox.find(left.dataset["left"]!);
      if (c && !isOver(c)) setText(left, timeLeft(c, this.parts.now()));
    }
  }

  private rebuild(all: readonly FieldCommand[], front: FieldCommand | undefined): void {
    const waiting = all.filter((c) => this.parts.isWaiting(c.command.commandId)).map((c) => c.command.commandId);
    const wanted = JSON.stringify([language.value, front?.command.commandId, all, waiting]);
    if (wanted === this.drawn) return;
    this.drawn = wanted;
    const held = (document.activeElement as HTMLElement | null)?.dataset?.["test"];
    const card = front ? commandCard(front, this.parts) : h("p", { class: "calm", "data-test": "campo-calm" }, t("campo.calm"));
    const others = all.filter((c) => c !== front && !(c.read && isOver(c)));
    const list = commandList(others, (id) => this.choose(id));
    this.element.replaceChildren(card, ...(list ? [list] : []));
    if (this.front.isFresh) {
      card.classList.add("fresh");
      setTimeout(() => card.classList.remove("fresh"), SETTLE_MS);
    }
    if (held?.startsWith("campo-")) this.element.querySelector<HTMLElement>(`[data-test=${held}]`)?.focus();
  }

  private isInView(): boolean {
    const box = this.element.querySelector(".text")?.getBoundingClientRect();
    return document.visibilityState === "visible" && box !== undefined && box.height > 0 && box.top < innerHeight && box.bottom > 0;
  }

  private choose(id: string): void {
    this.front.choose(id);
    this.draw();
    window.scrollTo({ top: 0 });
  }

  private released(): void {
    if (!this.pressed) return;
    this.pressed = false;
    this.draw();
  }
}

import { type FieldCommand, isOver, wantsAnswer } from "./inbox";

/** A card that has just come to the front takes no touch for so long, ms: the finger was on its way to the former one. */
export const SETTLE_MS = 500;

/** Chooses the command in front. A command that is being answered stays there; only a new critical one pushes in. */
export class Front {
  private id = "";
  private chosen = "";
  /** Critical ones that have been in front: the person may look away from them. */
  private readonly shown = new Set<string>();
  /** Another one than at the last look, and not by the person's choice. */
  isFresh = false;

  /** `all` in the inbox's order. */
  pick(all: readonly FieldCommand[]): FieldCommand | undefined {
    const now = this.present(all);
    const id = now?.command.commandId ?? "";
    this.isFresh = id !== this.id && this.id !== "" && id !== this.chosen;
    this.id = id;
    if (id) this.shown.add(id);
    return now;
  }

  choose(id: string): void {
    this.chosen = id;
  }

  private present(all: readonly FieldCommand[]): FieldCommand | undefined {
    const find = (id: string): FieldCommand | undefined => all.find((c) => c.command.commandId === id);
    const urgent = all.find((c) => wantsAnswer(c) && c.command.class === "Critical" && !this.shown.has(c.command.commandId));
    if (urgent) {
      this.chosen = "";
      return urgent;
    }
    const chosen = find(this.chosen);
    if (chosen && !(isOver(chosen) && chosen.read)) return chosen;
    const before = find(this.id);
    return before && wantsAnswer(before) ? before : all.find((c) => !isOver(c));
  }
}

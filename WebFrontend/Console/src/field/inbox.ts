import { type Command, LADDER_ORDER, type LadderStep } from "../board/model";
import type { Kept } from "./kept";

/** Closed ones kept on the phone to look back at. */
const CLOSED_MAX = 30;
const CLASS_ORDER = { Critical: 0, Operational: 1, Routine: 2 } as const;

/** A command on this phone. */
export interface FieldCommand {
  command: Command;
  /** How far this person came with it, said or still to be said. */
  step: LadderStep;
  /** Why the centre did not take a step, or why it was withdrawn. */
  note: string;
  /** The note is of a step that somebody else said. */
  isTold?: boolean;
  /** Put away by the person. */
  read: boolean;
}

const FINAL: readonly LadderStep[] = ["Refused", "Done", "Unable", "Expired", "Withdrawn"];

/** It asks for nothing any more. */
export const isOver = (c: FieldCommand): boolean => FINAL.includes(c.step) || (c.command.kind === "Notice" && c.read);

/** Accepted, and not finished. */
export const isUnderWay = (c: FieldCommand): boolean => c.step === "Accepted" || c.step === "EnRoute" || c.step === "OnScene";

/** It asks for an answer now. */
export const wantsAnswer = (c: FieldCommand): boolean =>
  !isOver(c) && (c.command.kind === "Notice" ? !c.read : c.step === "Delivered" || c.step === "Seen");

/** All commands of this efectivo, each once, whatever the link repeats. */
export class Inbox {
  constructor(private readonly store: Kept<FieldCommand[]>) {}

  get all(): readonly FieldCommand[] {
    return this.store.read();
  }

  find(id: string): FieldCommand | undefined {
    return this.all.find((c) => c.command.commandId === id);
  }

  /** True: it is new here, and rings. A repeated one changes nothing. */
  receive(command: Command): boolean {
    if (this.find(command.commandId)) return false;
    this.store.write(trimmed([...this.all, { command, step: "Delivered", note: "", read: false }]));
    return true;
  }

  /** The person went on; steps go forward only. False: there is nothing to say. */
  advance(id: string, step: LadderStep): boolean {
    const known = this.find(id);
    if (!known || isOver(known) || rank(step) <= rank(known.step)) return false;
    // An efectivo that has accepted cannot refuse any more, and says instead that it is unable.
    const accepted = isUnderWay(known);
    if ((step === "Refused" && accepted) || (step === "Unable" && !accepted)) return false;
    this.change(id, { step, note: "", isTold: false });
    return true;
  }

  /** Somebody else brought it so far: it goes on from there. Nothing that this person did after that is undone. */
  follow(id: string, step: LadderStep, note: string): void {
    const known = this.find(id);
    if (known && !isOver(known) && rank(step) > rank(known.step)) this.change(id, { step, note, isTold: note !== "" });
  }

  /** Takes the centre's word on a command: the step of its ladder, and the reason when it did not take a step. */
  correct(id: string, stands: LadderStep | null, note: string): void {
    this.change(id, { ...(stands ? { step: stands } : {}), note, isTold: false });
  }

  /** The deadline (server clock, ms) has passed without a word: it is over here too. True: something is different now. */
  expire(nowMs: number): boolean {
    const late = this.all.filter((c) => wantsAnswer(c) && c.command.kind !== "Notice" && Date.parse(c.command.deadline) <= nowMs);
    for (const c of late) this.change(c.command.commandId, { step: "Expired" });
    return late.length > 0;
  }

  putAway(id: string): void {
    this.change(id, { read: true });
  }

  /** Wanting an answer first, critical before the rest, then by age; what is over comes last. */
  inOrder(): FieldCommand[] {
    const group = (c: FieldCommand): number => (isOver(c) ? 2 : wantsAnswer(c) ? 0 : 1);
    return [...this.all].sort(
      (a, b) =>
        group(a) - group(b) ||
        CLASS_ORDER[a.command.class] - CLASS_ORDER[b.command.class] ||
        (a.command.issuedAt < b.command.issuedAt ? -1 : 1),
    );
  }

  private change(id: string, to: Partial<FieldCommand>): void {
    this.store.write(this.all.map((c) => (c.command.commandId === id ? { ...c, ...to } : c)));
  }
}

const rank = (step: LadderStep): number => LADDER_ORDER.indexOf(step);

/** Forgets the oldest of those that are over. */
function trimmed(all: FieldCommand[]): FieldCommand[] {
  const surplus = all.filter(isOver).length - CLOSED_MAX;
  const drop = new Set(surplus > 0 ? all.filter(isOver).slice(0, surplus) : []);
  return all.filter((c) => !drop.has(c));
}

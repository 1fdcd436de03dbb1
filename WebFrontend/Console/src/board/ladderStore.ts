import type { LadderPage } from "../generated/gad/v1/commands_pb";
import { signal } from "../signal";
import { type CommandSummary, isUnanswered, type Ladder } from "./model";
import { commandSummaryOf, ladderOf } from "./wire";

/** A page of `GET /api/v1/commands/{id}`. */
export interface LadderResource {
  command: CommandSummary;
  ladders: Ladder[];
  next: string | null;
}

/** The ladders of one command that is looked at: read once by REST, then kept in step by the live link. */
export class LadderStore {
  summary: CommandSummary | null = null;
  readonly ladders = new Map<string, Ladder>();
  readonly revision = signal(0);
  commandId = "";

  /** Forgets the former command and waits for this one. */
  follow(commandId: string): void {
    this.commandId = commandId;
    this.summary = null;
    this.ladders.clear();
    this.touch();
  }

  apply(page: LadderPage): void {
    const summary = page.command ? commandSummaryOf(page.command) : null;
    if (summary) this.take({ command: summary, ladders: page.ladders.map(ladderOf), next: page.next });
  }

  /** Merges: what is older than what is known changes nothing. */
  take(page: LadderResource): void {
    if (page.command.command.commandId !== this.commandId) return;
    if (!this.summary || page.command.version >= this.summary.version) this.summary = page.command;
    for (const ladder of page.ladders) {
      const known = this.ladders.get(ladder.efectivoId);
      if (!known || ladder.steps.length >= known.steps.length) this.ladders.set(ladder.efectivoId, ladder);
    }
    this.touch();
  }

  /** Ladders that lack an answer first, then by code. */
  inOrder(): Ladder[] {
    const kind = this.summary?.command.kind ?? "Order";
    const rank = (ladder: Ladder): number =>
      isUnanswered(ladder.step, kind) ? 0 : ladder.step === "Refused" || ladder.step === "Expired" ? 1 : 2;
    return [...this.ladders.values()].sort((a, b) => rank(a) - rank(b) || (a.efectivoId < b.efectivoId ? -1 : 1));
  }

  private touch(): void {
    this.revision.set(this.revision.value + 1);
  }
}

import type { Person } from "../session/token";
import type { BoardStore } from "./boardStore";
import type { Alarm, CommandSummary } from "./model";

/** The things that a person must look at now. */
export interface Attention {
  /** Raised ones first, then acknowledged ones that nobody has cancelled; of each panics before missed check-ins, then the oldest first. */
  alarms: Alarm[];
  /** Critical commands with recipients who should have answered and have not; the oldest first. */
  overdue: CommandSummary[];
  /** Orders that somebody had accepted and cannot carry out; the oldest first. */
  unable: CommandSummary[];
  /** Ringing: an alarm nobody has acknowledged. */
  panic: boolean;
}

/** `nowMs`: by the server's clock. */
export function attentionOf(board: BoardStore, me: Person, nowMs: number): Attention {
  const alarms = [...board.alarms.values()]
    .filter((alarm) => alarm.status !== "Cancelled")
    .sort((a, b) => rank(a) - rank(b) || order(a.raisedAt, b.raisedAt));
  const overdue = [...board.commands.values()]
    .filter((c) => c.status === "Open" && c.command.class === "Critical" && c.overdue > 0 && concerns(c, me, nowMs))
    .sort((a, b) => order(a.command.issuedAt, b.command.issuedAt));
  const unable = [...board.commands.values()].filter((c) => unableOf(c) > 0).sort((a, b) => order(a.command.issuedAt, b.command.issuedAt));
  return { alarms, overdue, unable, panic: alarms.some((alarm) => alarm.status === "Raised") };
}

/**
 * An order that did not reach somebody in time is its issuer's and the supervisors' of there, who can do something about it. One that nobody has answered in
 * time is everybody's: no order may wait because the ones it concerns are not at their desks.
 */
function concerns({ command, jurisdictions = [] }: CommandSummary, me: Person, nowMs: number): boolean {
  if (!(nowMs < Date.parse(command.answerBy)) || command.issuer === me.subject) return true;
  if (me.role !== "Supervisor" && me.role !== "Administrator") return false;
  return me.jurisdiction === "" || jurisdictions.length === 0 || jurisdictions.includes("") || jurisdictions.includes(me.jurisdiction);
}

/** Keys of what is in need of a person, to notice what is new among it. */
export const keysOf = (attention: Attention): string[] => [
  ...attention.alarms.filter((a) => a.status === "Raised").map((a) => `a:${a.alarmId}${a.pressedAgain ? `:${a.pressedAgain}` : ""}`),
  ...attention.overdue.map((c) => `c:${c.command.commandId}`),
  ...attention.unable.map((c) => `u:${c.command.commandId}:${unableOf(c)}`),
];

/** Recipients that had accepted an order and cannot carry it out, while nobody has closed it: also of one that everybody has answered. */
export const unableOf = (c: CommandSummary): number =>
  c.command.kind === "Order" && c.status !== "Withdrawn" && !c.waivedBy ? (c.byStep.Unable ?? 0) : 0;

/** First by state, then by severity. */
const rank = (alarm: Alarm): number => 2 * Number(alarm.status !== "Raised") + Number(alarm.kind !== "Panic");

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

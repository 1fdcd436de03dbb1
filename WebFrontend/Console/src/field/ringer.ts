import { CRITICAL, NOTICE, ORDER, type Sound } from "../ui/sound";
import { type FieldCommand, type Inbox, wantsAnswer } from "./inbox";

/** How it sounds and shakes, and after how long again while it is unanswered (ms; 0: once). */
const CALLS = {
  Critical: { tones: CRITICAL, shake: [400, 120, 400, 120, 400], everyMs: 3_000 },
  Operational: { tones: ORDER, shake: [300, 150, 300], everyMs: 15_000 },
  Routine: { tones: NOTICE, shake: [200], everyMs: 0 },
} as const;

/** Rings for what is new, and again for what stays unanswered: the most urgent only, one voice at a time. */
export class Ringer {
  private rangAt = 0;

  constructor(
    private readonly inbox: Inbox,
    private readonly sound: Sound,
  ) {
    setInterval(() => this.repeat(), 500);
  }

  ring(c: FieldCommand): void {
    const call = CALLS[c.command.class];
    this.rangAt = performance.now();
    this.sound.play(call.tones);
    navigator.vibrate?.([...call.shake]);
  }

  private repeat(): void {
    const first = this.inbox.inOrder()[0];
    if (!first || !wantsAnswer(first)) return;
    const { everyMs } = CALLS[first.command.class];
    if (everyMs > 0 && performance.now() - this.rangAt >= everyMs) this.ring(first);
  }
}

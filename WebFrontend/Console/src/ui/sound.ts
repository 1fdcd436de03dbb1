import { signal } from "../signal";

/** `locked`: the browser wants a gesture first, so nothing can be heard. */
export type SoundState = "locked" | "on" | "muted";

/** One tone: pitch (Hz), when it begins and how long it lasts (s). */
export type Tone = readonly [hz: number, at: number, lasts: number];

export const PANIC: readonly Tone[] = [0, 1, 2, 3, 4].flatMap((i) => [[988, i * 0.3, 0.15] as const, [740, i * 0.3 + 0.15, 0.15] as const]);
export const OVERDUE: readonly Tone[] = [[880, 0, 0.14] as const, [880, 0.2, 0.14] as const, [660, 0.45, 0.3] as const];
export const CRITICAL: readonly Tone[] = [0, 0.18, 0.36, 0.8, 0.98, 1.16].map((at) => [1047, at, 0.12] as const);
export const ORDER: readonly Tone[] = [[784, 0, 0.16] as const, [1047, 0.2, 0.3] as const];
export const NOTICE: readonly Tone[] = [[659, 0, 0.2] as const];

const MUTED_KEY = "gad.muted";

/** Sound made here, without files. It says itself whether it can be heard: silence must be seen. */
export class Sound {
  readonly state = signal<SoundState>("locked");
  private context: AudioContext | null = null;

  /** Any gesture unlocks it, when it is over: what then changes on screen must not move a button away under a finger. */
  constructor(page: Pick<Document, "addEventListener">) {
    for (const gesture of ["click", "keyup"]) page.addEventListener(gesture, () => void this.unlock());
  }

  async unlock(): Promise<void> {
    if (typeof AudioContext === "undefined") return;
    this.context ??= new AudioContext();
    if (this.context.state !== "running") await this.context.resume().catch(() => undefined);
    if (this.context.state === "running" && this.state.value === "locked") this.state.set(muted() ? "muted" : "on");
  }

  toggle(): void {
    if (this.state.value === "locked") return void this.unlock();
    const next = this.state.value === "on" ? "muted" : "on";
    if (next === "muted") sessionStorage.setItem(MUTED_KEY, "1");
    else sessionStorage.removeItem(MUTED_KEY);
    this.state.set(next);
  }

  /** False when nobody could hear it. */
  play(tones: readonly Tone[]): boolean {
    const context = this.context;
    if (context?.state !== "running" || this.state.value !== "on") return false;
    for (const [hz, at, lasts] of tones) tone(context, hz, context.currentTime + at, lasts);
    return true;
  }
}

const muted = (): boolean => sessionStorage.getItem(MUTED_KEY) === "1";

function tone(context: AudioContext, hz: number, from: number, lasts: number): void {
  const voice = context.createOscillator();
  const loudness = context.createGain();
  voice.type = "square";
  voice.frequency.value = hz;
  // Ramps: a square wave that starts at once clicks.
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(0.25, from + 0.01);
  loudness.gain.setValueAtTime(0.25, from + lasts - 0.02);
  loudness.gain.linearRampToValueAtTime(0, from + lasts);
  voice.connect(loudness).connect(context.destination);
  voice.start(from);
  voice.stop(from + lasts);
}

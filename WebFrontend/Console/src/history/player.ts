import { signal } from "../signal";
import type { Changes, Snapshot } from "./model";
import { Applied, Picture } from "./picture";

/** What of the past is asked for, by area. */
export interface PastDesk {
  snapshot(bbox: string, at: string, signal: AbortSignal): Promise<Snapshot>;
  changes(bbox: string, from: string, to: string, signal: AbortSignal): Promise<Changes>;
}

/** A chunk of what is played, ms; at 60× one a second. */
export const CHUNK_MS = 60_000;
export const SPEEDS = [1, 4, 10, 30, 60] as const;

export type PlayState = "reading" | "still" | "playing" | "waiting" | "failed";

/** Shows the past of one area at an instant, and plays it on. Nothing here knows of a screen. */
export class Player {
  readonly state = signal<PlayState>("still");
  failure: unknown = null;
  picture: Picture | null = null;
  settled = true;
  speed: number = 1;
  private bbox = "";
  private asking = new AbortController();
  private current: { changes: Changes; applied: Applied } | null = null;
  private following: { from: number; changes: Promise<Changes> } | null = null;
  private wants = false;

  constructor(
    private readonly desk: PastDesk,
    /** Nothing after this can be shown. */
    private readonly now: () => number,
    private readonly changed: () => void,
  ) {}

  get isPlaying(): boolean {
    return this.wants;
  }

  /** Shows an area at an instant; what was being read is forgotten. */
  async show(bbox: string, atMs: number): Promise<void> {
    this.asking.abort();
    const asking = (this.asking = new AbortController());
    this.bbox = bbox;
    this.current = this.following = null;
    this.state.set("reading");
    try {
      const snapshot = await this.desk.snapshot(bbox, iso(Math.min(atMs, this.now())), asking.signal);
      if (asking.signal.aborted) return;
      this.picture = new Picture(snapshot);
      this.settled = snapshot.settled;
      this.failure = null;
      this.state.set(this.wants ? "playing" : "still");
      this.changed();
    } catch (failure) {
      this.fail(failure, asking);
    }
  }

  play(): void {
    this.wants = true;
    if (this.state.value === "still") this.state.set("playing");
  }

  pause(): void {
    this.wants = false;
    if (this.state.value === "playing" || this.state.value === "waiting") this.state.set("still");
  }

  end(): void {
    this.asking.abort();
    this.wants = false;
    this.picture = this.current = this.following = null;
  }

  /** So much real time has passed, ms. */
  tick(passedMs: number, clock: number): void {
    const { picture } = this;
    if (!picture || !this.wants || this.state.value === "reading" || this.state.value === "failed") return;
    const now = this.now();
    const target = Math.min(picture.atMs + passedMs * this.speed, now);
    const { current } = this;
    if (!current) {
      this.state.set("waiting");
      this.take(picture.atMs);
      return;
    }
    const end = Date.parse(current.changes.to);
    picture.advance(current.changes, current.applied, Math.min(target, end), clock);
    this.settled = current.changes.settled;
    // The next one is asked for while this one is played.
    if (picture.atMs > end - CHUNK_MS / 2 && end < now) this.ahead(end);
    if (picture.atMs >= now) {
      this.pause();
      this.state.set("still");
    } else if (picture.atMs >= end) {
      this.current = null;
      this.take(end);
    }
    if (this.wants) this.state.set(this.current ? "playing" : "waiting");
    this.changed();
  }

  private ahead(from: number): void {
    if (this.following?.from === from) return;
    const to = Math.min(from + CHUNK_MS, this.now());
    const changes = this.desk.changes(this.bbox, iso(from), iso(to), this.asking.signal);
    changes.catch(() => undefined);
    this.following = { from, changes };
  }

  private taking = false;

  private take(from: number): void {
    if (this.taking) return;
    this.taking = true;
    const { asking } = this;
    this.ahead(from);
    this.following!.changes.then(
      (changes) => {
        this.taking = false;
        if (asking.signal.aborted) return;
        this.current = { changes, applied: new Applied() };
        this.following = null;
        if (this.state.value === "waiting") this.state.set("playing");
      },
      (failure: unknown) => {
        this.taking = false;
        this.fail(failure, asking);
      },
    );
  }

  private fail(failure: unknown, asking: AbortController): void {
    if (asking.signal.aborted) return;
    this.failure = failure;
    this.wants = false;
    this.state.set("failed");
    this.changed();
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();

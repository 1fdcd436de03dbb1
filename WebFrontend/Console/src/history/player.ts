import { signal } from "../signal";
import type { Changes, Snapshot } from "./model";
import { Applied, Picture } from "./picture";

/** The reads of the past, by area. */
export interface PastDesk {
  snapshot(bbox: string, at: string, signal: AbortSignal): Promise<Snapshot>;
  changes(bbox: string, from: string, to: string, signal: AbortSignal): Promise<Changes>;
}

/** A chunk of what is played, ms; at 60× one a second. */
export const CHUNK_MS = 60_000;
/** So many chunks are asked for ahead of the one that is played: an answer may take as long as they last. */
const AHEAD = 2;
/** Nearer to now than this, ms, is the present: there is nothing to play. */
const PRESENT_MS = 2_000;
export const SPEEDS = [1, 4, 10, 30, 60] as const;

/** `ended`: played up to the present. */
export type PlayState = "reading" | "still" | "playing" | "waiting" | "ended" | "failed";

interface Chunk {
  fromMs: number;
  toMs: number;
  applied: Applied;
  /** Null: still on its way. */
  changes: Changes | null;
}

/** Shows the past of one area at an instant, and plays it on. Nothing here knows of a screen. */
export class Player {
  readonly state = signal<PlayState>("still");
  failure: unknown = null;
  picture: Picture | null = null;
  settled = true;
  speed: number = 1;
  private bbox = "";
  private asking = new AbortController();
  /** The chunk that is played, and those that follow it without a gap. */
  private chunks: Chunk[] = [];
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

  /** Shows an area at an instant and forgets pending reads. A running playback goes on from there. */
  async show(bbox: string, atMs: number): Promise<void> {
    this.asking.abort();
    const asking = (this.asking = new AbortController());
    this.bbox = bbox;
    this.chunks = [];
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
    if (this.state.value === "still" || this.state.value === "ended") this.state.set("playing");
  }

  pause(): void {
    this.wants = false;
    if (this.state.value === "playing" || this.state.value === "waiting") this.state.set("still");
  }

  end(): void {
    this.asking.abort();
    this.wants = false;
    this.picture = null;
    this.chunks = [];
  }

  /** So much real time has passed, ms. */
  tick(passedMs: number, clock: number): void {
    const { picture } = this;
    if (!picture || !this.wants || this.state.value === "reading" || this.state.value === "failed") return;
    this.state.set(this.advance(picture, picture.atMs + passedMs * this.speed, clock));
    if (this.state.value === "ended") this.wants = false;
    this.changed();
  }

  /** Plays up to an instant, over the end of a chunk into the next one, as far as there are answers. */
  private advance(picture: Picture, untilMs: number, clock: number): PlayState {
    for (;;) {
      this.askAhead(picture.atMs);
      const [chunk] = this.chunks;
      if (!chunk) return "ended";
      if (!chunk.changes) return "waiting";
      picture.advance(chunk.changes, chunk.applied, Math.min(untilMs, chunk.toMs), clock);
      this.settled = chunk.changes.settled;
      if (untilMs < chunk.toMs) return "playing";
      this.chunks.shift();
    }
  }

  /** Each begins where the one before ends. */
  private askAhead(atMs: number): void {
    while (this.chunks.length <= AHEAD) {
      const fromMs = this.chunks.at(-1)?.toMs ?? atMs;
      const now = this.now();
      if (fromMs > now - PRESENT_MS) return;
      const chunk: Chunk = { fromMs, toMs: Math.min(fromMs + CHUNK_MS, now), applied: new Applied(), changes: null };
      this.chunks.push(chunk);
      void this.ask(chunk, this.asking);
      // One that ends at the present is the last: the next begins when there is more.
      if (chunk.toMs === now) return;
    }
  }

  private async ask(chunk: Chunk, asking: AbortController): Promise<void> {
    try {
      chunk.changes = await this.desk.changes(this.bbox, iso(chunk.fromMs), iso(chunk.toMs), asking.signal);
    } catch (failure) {
      this.fail(failure, asking);
    }
  }

  private fail(failure: unknown, asking: AbortController): void {
    if (asking.signal.aborted) return;
    asking.abort();
    this.failure = failure;
    this.wants = false;
    this.chunks = [];
    this.state.set("failed");
    this.changed();
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();

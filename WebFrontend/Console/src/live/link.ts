import type { BoardFrame } from "../generated/gad/v1/boards_pb";
import type { LadderPage } from "../generated/gad/v1/commands_pb";
import type { ServerFrame, Welcome } from "../generated/gad/v1/live_pb";
import { signal } from "../signal";
import type { ServerClock } from "./clock";
import { Connection } from "./connection";
import { type Subscription, subscribeFrame } from "./frames";
import type { LeadTime } from "./leadTime";
import type { LiveStore } from "./store";

/**
 * Of a new session no cell was reported again for so long, ms: then the old content goes. Counted from the last one, not from the first: after a restart
 * a gateway has all cells of all screens to ask for, and on a busy machine they come one by one.
 */
const CONFIRM_MS = 8_000;
/** The same when nothing at all is reported: perhaps nobody is left in view. */
const CONFIRM_SILENT_MS = 20_000;
/** Gaps start the session afresh, at most this often, ms. */
const AFRESH_EVERY_MS = 30_000;

export interface LinkParts {
  url: string;
  store: LiveStore;
  clock: ServerClock;
  lead: LeadTime;
  token: (refused: boolean) => Promise<string | null>;
  board?: (frame: BoardFrame) => void;
  ladders?: (page: LadderPage) => void;
}

/** The console's live session: subscribes what screens want, and feeds the stores. */
export class LiveLink {
  readonly degraded = signal<{ is: boolean; reason: string }>({ is: false, reason: "" });
  private readonly connection: Connection;
  private confirm: ReturnType<typeof setTimeout> | undefined;
  /** Everything that the last session reported has been reported again, or is gone. */
  private confirmed = true;
  /** The session has reported something live. */
  private reported = false;
  private afreshAt = 0;
  private wanted: Subscription = { viewport: null, efectivos: [], board: false, commands: [] };

  constructor(private readonly parts: LinkParts) {
    parts.store.onMove = (deviceMs) => {
      const now = parts.clock.now();
      parts.lead.add((now - deviceMs) / 1000, now);
    };
    this.connection = new Connection({
      url: parts.url,
      clock: parts.clock,
      token: parts.token,
      begun: (welcome) => this.begun(welcome),
      heard: (frame) => this.heard(frame),
      ended: () => clearTimeout(this.confirm),
    });
  }

  get state() {
    return this.connection.state;
  }

  get welcome() {
    return this.connection.welcome;
  }

  open(): Promise<void> {
    return this.connection.open();
  }

  /** Replaces what is named of the subscription; sent now or with the next session. */
  subscribe(wanted: Partial<Subscription>): void {
    this.wanted = { ...this.wanted, ...wanted };
    this.connection.send(subscribeFrame(this.wanted));
  }

  private begun(_: Welcome): void {
    this.degraded.set({ is: false, reason: "" });
    this.parts.store.beginSession();
    this.confirmed = this.reported = false;
    this.confirmIn(CONFIRM_SILENT_MS);
    this.connection.send(subscribeFrame(this.wanted));
  }

  private heard(frame: ServerFrame): void {
    const { body } = frame;
    switch (body.case) {
      case "live":
        this.live(frame);
        return;
      case "board":
        this.parts.board?.(body.value);
        return;
      case "ladders":
        this.parts.ladders?.(body.value);
        return;
      case "status":
        this.degraded.set({ is: body.value.degraded, reason: body.value.reason });
        return;
      case "error":
        console.warn("live error", body.value.code, body.value.field, body.value.rule);
    }
  }

  private live(frame: ServerFrame): void {
    if (frame.body.case !== "live") return;
    const gaps = this.parts.store.gaps;
    this.parts.store.apply(frame.body.value, performance.now());
    if (!this.confirmed && (!this.reported || frame.body.value.cells.some((cell) => cell.snapshot))) {
      this.reported = true;
      this.confirmIn(CONFIRM_MS);
    }
    if (this.parts.store.gaps > gaps) this.startAfresh();
  }

  private confirmIn(ms: number): void {
    clearTimeout(this.confirm);
    this.confirm = setTimeout(() => {
      this.confirmed = true;
      this.parts.store.endUnconfirmed(performance.now());
    }, ms);
  }

  /** Something was lost on the way: a new session brings snapshots, and nothing on screen goes meanwhile. */
  private startAfresh(): void {
    if (performance.now() - this.afreshAt < AFRESH_EVERY_MS) return;
    this.afreshAt = performance.now();
    this.connection.hangUp();
  }
}

import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { ServerFrame, Welcome } from "../generated/gad/v1/live_pb";
import { signal } from "../signal";
import { backoffMs } from "./backoff";
import type { ServerClock } from "./clock";
import { heartbeatFrame, readFrame, type Subscription, subscribeFrame } from "./frames";
import type { LeadTime } from "./leadTime";
import { Pulse } from "./pulse";
import type { LiveStore } from "./store";

/** `connecting`: never been live yet. `reconnecting`: what is on screen is from before. `stopped`: waits for a token. */
export type LinkState = "connecting" | "live" | "reconnecting" | "stopped";

/** A new session has this long (ms, from its first live frame) to report a cell again before the old content goes. */
const CONFIRM_MS = 4_000;
/** The same when nothing at all is reported: perhaps nobody is left in view. */
const CONFIRM_SILENT_MS = 20_000;
/** Gaps start the session afresh, at most this often, ms. */
const AFRESH_EVERY_MS = 30_000;
/** Close code of the protocol: connect again with a new token. */
const TOKEN_EXPIRED = 4001;

export interface LinkParts {
  url: string;
  store: LiveStore;
  clock: ServerClock;
  lead: LeadTime;
  /** A token that is worth trying, or null: then the link stops. `refused` tells that the last one opened nothing. */
  token: (refused: boolean) => Promise<string | null>;
}

/** The one socket to a gateway: keeps it open, answers its pulse, and feeds the store. */
export class LiveLink {
  readonly state = signal<LinkState>("connecting");
  readonly welcome = signal<Welcome | null>(null);
  readonly degraded = signal<{ is: boolean; reason: string }>({ is: false, reason: "" });
  private socket: WebSocket | null = null;
  private pulse: Pulse | null = null;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private confirm: ReturnType<typeof setTimeout> | undefined;
  private confirmed = true;
  private afreshAt = 0;
  private wanted: Subscription = { viewport: null, efectivos: [] };

  constructor(private readonly parts: LinkParts) {
    parts.store.onMove = (deviceMs) => {
      const now = parts.clock.now();
      parts.lead.add((now - deviceMs) / 1000, now);
    };
  }

  /** Opens, or opens at once when it was waiting to. */
  async open(refused = false): Promise<void> {
    clearTimeout(this.retry);
    if (this.socket) return;
    const token = await this.parts.token(refused);
    if (this.socket) return;
    if (token === null) {
      this.state.set("stopped");
      return;
    }
    if (this.state.value === "stopped") this.state.set("connecting");
    this.connect(token);
  }

  /** Replaces what is subscribed; sent now or with the next session. */
  subscribe(wanted: Subscription): void {
    this.wanted = wanted;
    if (this.state.value === "live") this.socket?.send(subscribeFrame(wanted));
  }

  private connect(token: string): void {
    const socket = new WebSocket(this.parts.url, ["gad.v1.protobuf", `bearer.${token}`]);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    let opened = false;
    socket.onopen = () => (opened = true);
    socket.onmessage = (message) => this.received(message.data as ArrayBuffer);
    socket.onclose = (close) => {
      if (this.socket === socket) this.dropped(!opened || close.code === TOKEN_EXPIRED);
    };
  }

  private received(bytes: ArrayBuffer): void {
    const frame = readFrame(bytes);
    this.pulse?.heard();
    switch (frame.body.case) {
      case "welcome":
        this.welcomed(frame.body.value);
        return;
      case "live":
        this.live(frame);
        return;
      case "heartbeat":
        if (!frame.body.value.reply) this.socket?.send(heartbeatFrame(frame.body.value.nonce, true));
        return;
      case "status":
        this.degraded.set({ is: frame.body.value.degraded, reason: frame.body.value.reason });
        return;
      case "error":
        console.warn("live error", frame.body.value.code, frame.body.value.field, frame.body.value.rule);
    }
  }

  private welcomed(welcome: Welcome): void {
    if (welcome.serverTime) this.parts.clock.set(timestampMs(welcome.serverTime));
    this.welcome.set(welcome);
    this.degraded.set({ is: false, reason: "" });
    this.parts.store.beginSession();
    this.confirmed = false;
    this.confirmIn(CONFIRM_SILENT_MS);
    this.pulse = new Pulse(welcome.heartbeatS, {
      beat: (nonce) => this.socket?.send(heartbeatFrame(nonce, false)),
      silent: () => this.hangUp(),
    });
    this.attempt = 0;
    this.socket?.send(subscribeFrame(this.wanted));
    this.state.set("live");
  }

  private live(frame: ServerFrame): void {
    if (frame.body.case !== "live") return;
    const gaps = this.parts.store.gaps;
    this.parts.store.apply(frame.body.value, performance.now());
    if (!this.confirmed) {
      this.confirmed = true;
      this.confirmIn(CONFIRM_MS);
    }
    if (this.parts.store.gaps > gaps) this.startAfresh();
  }

  private confirmIn(ms: number): void {
    clearTimeout(this.confirm);
    this.confirm = setTimeout(() => this.parts.store.endUnconfirmed(performance.now()), ms);
  }

  /** Something was lost on the way: a new session brings snapshots, and nothing on screen goes meanwhile. */
  private startAfresh(): void {
    if (performance.now() - this.afreshAt < AFRESH_EVERY_MS) return;
    this.afreshAt = performance.now();
    this.hangUp();
  }

  private hangUp(): void {
    const socket = this.socket;
    this.dropped(false);
    socket?.close(1000);
  }

  private dropped(refused: boolean): void {
    this.socket = null;
    this.pulse?.stop();
    this.pulse = null;
    clearTimeout(this.confirm);
    this.state.set(this.welcome.value ? "reconnecting" : "connecting");
    this.retry = setTimeout(() => void this.open(refused), backoffMs(this.attempt++));
  }
}

import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { ServerFrame, Welcome } from "../generated/gad/v1/live_pb";
import { signal } from "../signal";
import { backoffMs } from "./backoff";
import type { ServerClock } from "./clock";
import { heartbeatFrame, readFrame } from "./frames";
import { Pulse } from "./pulse";

/** `connecting`: never been live yet. `reconnecting`: what is on screen is from before. `stopped`: waits for a person. */
export type LinkState = "connecting" | "live" | "reconnecting" | "stopped";

/** Close code of the protocol: connect again with a new token. */
const TOKEN_EXPIRED = 4001;
/** Close code of the protocol: a newer session of the same efectivo took over; not to be answered by connecting again. */
export const SUPERSEDED = 4004;

export interface ConnectionParts {
  url: string;
  clock: ServerClock;
  /** A token that is worth trying; null stops the connection. `refused` is true when the last token opened nothing. */
  token: (refused: boolean) => Promise<string | null>;
  /** A session has begun: what is wanted of it may be sent. */
  begun: (welcome: Welcome) => void;
  /** Every frame but the welcome and heartbeats. */
  heard: (frame: ServerFrame) => void;
  ended?: (code: number) => void;
}

/** The one socket to a gateway: keeps it open with a token, and answers its pulse. */
export class Connection {
  readonly state = signal<LinkState>("connecting");
  readonly welcome = signal<Welcome | null>(null);
  private socket: WebSocket | null = null;
  private pulse: Pulse | null = null;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: ConnectionParts) {}

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

  /** Sends when there is a session; false: there is none, and nothing was sent. */
  send(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (this.state.value !== "live" || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(bytes);
    return true;
  }

  /** Ends the session; a new one begins by itself. */
  hangUp(): void {
    const socket = this.socket;
    this.dropped(false, 1000);
    socket?.close(1000);
  }

  /** Ends the session and stays so until it is opened. */
  stop(): void {
    const socket = this.socket;
    this.dropped(false, 1000);
    clearTimeout(this.retry);
    this.state.set("stopped");
    socket?.close(1000);
  }

  private connect(token: string): void {
    const socket = new WebSocket(this.parts.url, ["gad.v1.protobuf", `bearer.${token}`]);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    let opened = false;
    socket.onopen = () => (opened = true);
    socket.onmessage = (message) => this.socket === socket && this.received(message.data as ArrayBuffer);
    socket.onclose = (close) => {
      if (this.socket === socket) this.dropped(!opened || close.code === TOKEN_EXPIRED, close.code);
    };
  }

  private received(bytes: ArrayBuffer): void {
    const frame = readFrame(bytes);
    this.pulse?.heard();
    if (frame.body.case === "welcome") this.welcomed(frame.body.value);
    else if (frame.body.case !== "heartbeat") this.parts.heard(frame);
    else if (!frame.body.value.reply) this.socket?.send(heartbeatFrame(frame.body.value.nonce, true));
  }

  private welcomed(welcome: Welcome): void {
    if (welcome.serverTime) this.parts.clock.set(timestampMs(welcome.serverTime));
    this.welcome.set(welcome);
    this.pulse?.stop();
    this.pulse = new Pulse(welcome.heartbeatS, {
      beat: (nonce) => this.socket?.send(heartbeatFrame(nonce, false)),
      silent: () => this.hangUp(),
    });
    this.attempt = 0;
    this.state.set("live");
    this.parts.begun(welcome);
  }

  private dropped(refused: boolean, code: number): void {
    this.socket = null;
    this.pulse?.stop();
    this.pulse = null;
    this.parts.ended?.(code);
    if (code === SUPERSEDED) {
      this.state.set("stopped");
      return;
    }
    this.state.set(this.welcome.value ? "reconnecting" : "connecting");
    this.retry = setTimeout(() => void this.open(refused), backoffMs(this.attempt++));
  }
}

import { ALARM_STATUSES, LADDER_STEPS, type LadderStep, type Place } from "../board/model";
import { commandOf, iso, nameOf } from "../board/wire";
import { AlarmKind, type PanicState } from "../generated/gad/v1/boards_pb";
import { type CommandAckResult, type CommandWithdrawn, StepOutcome } from "../generated/gad/v1/commands_pb";
import type { Availability } from "../generated/gad/v1/efectivos_pb";
import type { ServerFrame } from "../generated/gad/v1/live_pb";
import { t } from "../i18n";
import type { ServerClock } from "../live/clock";
import { Connection, SUPERSEDED } from "../live/connection";
import { signal } from "../signal";
import type { Danger, DangerStatus } from "./danger";
import { ackFrame, attachFrame, batchFrame, checkInFrame, panicFrame, wishFrame } from "./fieldFrames";
import type { FieldState } from "./fieldState";
import { isUnderWay } from "./inbox";
import { distanceM, type Fix, type Trail } from "./trail";

/** Panic is said again this often until the centre has it, ms. */
const PANIC_EVERY_MS = 2_000;
/** An open one is said again from where this phone is, at most this often (ms), when it has gone so far. */
const PANIC_PLACE_MS = 5_000;
const PANIC_MOVED_M = 25;
const CHECK_IN_EVERY_MS = 4_000;
/** An attach without an answer is asked for again: the part of the centre that answers it may have been away. */
const ATTACH_EVERY_MS = 5_000;
/** Waiting messages are looked at this often, ms. */
const FLUSH_MS = 1_000;
/** Steps that somebody says for this efectivo, e.g. the centre after a radio call. */
const ELSEWHERE: readonly LadderStep[] = ["Accepted", "Refused", "EnRoute", "OnScene", "Done", "Unable"];
const DANGER: Record<(typeof ALARM_STATUSES)[number], DangerStatus> = {
  Raised: "raised",
  Acknowledged: "acknowledged",
  Cancelled: "cancelled",
};

export interface FieldLinkParts {
  url: string;
  clock: ServerClock;
  state: FieldState;
  device: string;
  token: (refused: boolean) => Promise<string | null>;
  /** Something of the state is different now. */
  changed: () => void;
  /** A command that was never here before. */
  rang: (commandId: string) => void;
}

/** The efectivo's live session: attaches, takes commands, and says what waits until the centre has it. */
export class FieldLink {
  /** The session is that of this efectivo: commands come. */
  readonly attached = signal(false);
  /** Another device of this efectivo took over. */
  readonly replaced = signal(false);
  /** The gateway lives and no silo answers it: nothing that is said is taken. */
  readonly silent = signal(false);
  /** Why the centre does not attach this efectivo; empty: it has not said no. */
  readonly refusal = signal("");
  readonly availability = signal<{ now: Availability | null; rule: string }>({ now: null, rule: "" });
  private readonly connection: Connection;
  private askedAt = Number.NEGATIVE_INFINITY;
  private panicSentAt = Number.NEGATIVE_INFINITY;
  private panicPlace: Place | null = null;
  private checkInSentAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: FieldLinkParts) {
    this.connection = new Connection({
      url: parts.url,
      clock: parts.clock,
      token: parts.token,
      begun: () => this.attach(),
      heard: (frame) => this.heard(frame),
      ended: (code) => this.ended(code),
    });
    setInterval(() => this.flush(), FLUSH_MS);
  }

  get state() {
    return this.connection.state;
  }

  open(): Promise<void> {
    this.replaced.set(false);
    return this.connection.open();
  }

  stop(): void {
    this.connection.stop();
  }

  wish(availability: Availability): boolean {
    return this.connection.send(wishFrame(availability));
  }

  /** Sends what is due; called when something was added, and by itself. */
  flush(): void {
    const { outbox, trail, danger, welfare, sequence } = this.parts.state;
    const now = performance.now();
    const unanswered = !this.attached.value || sequence.asking;
    if (unanswered && now - this.askedAt >= ATTACH_EVERY_MS) this.ask(sequence.resumeToken, sequence.last);
    // Before anything is attached: where the centre's store is away nobody is, and a call for help rings all the same.
    this.sayPanic(danger, trail, now);
    if (!this.attached.value) return;
    for (const ack of outbox.due(now)) if (this.connection.send(ackFrame(ack))) outbox.markSent(ack, now);
    const said = welfare.state.saidAt;
    if (said && now - this.checkInSentAt >= CHECK_IN_EVERY_MS && this.connection.send(checkInFrame(said))) this.checkInSentAt = now;
    const batch = trail.due(now, makeBatchId);
    if (batch) this.connection.send(batchFrame(batch.id, batch.fixes));
  }

  private sayPanic(danger: Danger, trail: Trail, now: number): void {
    const here = danger.isOpen ? this.gone(trail.last) : null;
    if (!danger.mustSend && !here) return;
    if (now - this.panicSentAt < (danger.mustSend ? PANIC_EVERY_MS : PANIC_PLACE_MS)) return;
    const at = new Date(this.parts.clock.now()).toISOString();
    if (!this.connection.send(panicFrame(here ? danger.here(at, here) : danger.state))) return;
    this.panicSentAt = now;
    this.panicPlace = here ?? danger.state.position;
  }

  /** Where this phone is, when that is not where this session has said that it is. */
  private gone(last: Fix | null): Place | null {
    if (!last || (this.panicPlace && distanceM(this.panicPlace, last) < PANIC_MOVED_M)) return null;
    return { latitude: last.latitude, longitude: last.longitude };
  }

  private attach(): void {
    const { sequence, outbox, trail } = this.parts.state;
    outbox.beginSession();
    trail.beginSession();
    this.panicSentAt = this.checkInSentAt = Number.NEGATIVE_INFINITY;
    this.panicPlace = null;
    this.ask(sequence.resumeToken, sequence.last);
  }

  private ask(resumeToken: string, last: number): void {
    if (this.connection.send(attachFrame(this.parts.device, resumeToken, last))) this.askedAt = performance.now();
  }

  private ended(code: number): void {
    this.attached.set(false);
    this.silent.set(false);
    if (code === SUPERSEDED) this.replaced.set(true);
    this.parts.changed();
  }

  private heard(frame: ServerFrame): void {
    const { state, changed } = this.parts;
    const { body } = frame;
    const toldByItself = frame.sequence > 0n;
    switch (body.case) {
      case "attached":
        state.sequence.attached(body.value.resumeToken, body.value.resumed);
        this.refusal.set("");
        this.attached.set(true);
        this.confirmUnderWay();
        break;
      case "command":
        this.command(commandOf(body.value).commandId, frame);
        break;
      case "commandWithdrawn":
        this.settled(body.value);
        break;
      case "commandAckResult":
        this.result(body.value);
        break;
      case "positionAck":
        state.trail.confirm(body.value.batchId);
        break;
      case "panicState":
        this.alarm(body.value, toldByItself);
        break;
      case "checkInState":
        state.welfare.told(body.value.everyS, iso(body.value.dueAt), !toldByItself, body.value.setBy);
        break;
      case "availabilityResult":
        this.availability.set({ now: body.value.availability, rule: body.value.rule });
        break;
      case "status":
        this.silent.set(body.value.reason === "cluster");
        changed();
        if (!toldByItself) return;
        break;
      case "error":
        if (body.value.field === "attach") this.refusal.set(body.value.code === "unavailable" ? "" : body.value.rule);
        console.warn("live error", body.value.code, body.value.field, body.value.rule);
        return;
      default:
        if (!toldByItself) return;
    }
    // After its content is kept: a number that is written first would lose what a reload cuts off.
    if (toldByItself && state.sequence.arrived(Number(frame.sequence)) === "gap") this.askAgain();
    this.flush();
    changed();
  }

  private alarm(told: PanicState, byItself: boolean): void {
    const { danger } = this.parts.state;
    const status = told.status ? DANGER[nameOf(ALARM_STATUSES, told.status)] : "none";
    const { unstored, seenBy, helpers } = told;
    if (byItself) danger.stands(told.alarmId, status, told.kind === AlarmKind.PANIC, { unstored, seenBy, helpers });
    else danger.answered(told.alarmId, told.rule ? "refused" : status, told.rule, { unstored, seenBy, helpers });
  }

  private askAgain(): void {
    const { sequence } = this.parts.state;
    if (sequence.asking) return;
    sequence.asking = true;
    this.ask(sequence.resumeToken, sequence.last);
  }

  private command(id: string, frame: ServerFrame): void {
    if (frame.body.case !== "command") return;
    const { inbox, outbox } = this.parts.state;
    const isNew = inbox.receive(commandOf(frame.body.value));
    // A repeated command has not been confirmed at the centre. The phone confirms it again without a new ring.
    outbox.add({ commandId: id, step: "Delivered", at: new Date(this.parts.clock.now()).toISOString(), reason: "", position: null });
    if (isNew) this.parts.rang(id);
  }

  /** Taken back, or brought on by somebody else. */
  private settled({ commandId, reason, stands, actor }: CommandWithdrawn): void {
    const { inbox, outbox } = this.parts.state;
    const step = stands > 0 ? nameOf(LADDER_STEPS, stands) : "Withdrawn";
    if (!ELSEWHERE.includes(step)) inbox.correct(commandId, "Withdrawn", reason);
    else
      inbox.follow(
        commandId,
        step,
        [t("campo.saidElsewhere", { step: t(`step.${step}`), actor: actor || t("campo.system") }), reason].filter(Boolean).join(": "),
      );
    if (!ELSEWHERE.includes(step)) outbox.drop(commandId);
  }

  /** The phone missed the commands settled while it was away. It sends its last step again, and the answer carries the ladder's step. */
  private confirmUnderWay(): void {
    const { inbox, outbox } = this.parts.state;
    const at = new Date(this.parts.clock.now()).toISOString();
    for (const c of inbox.all.filter(isUnderWay)) {
      const commandId = c.command.commandId;
      if (!outbox.isWaiting(commandId)) outbox.add({ commandId, step: c.step, at, reason: "", position: null });
    }
  }

  private result(result: CommandAckResult): void {
    const { inbox, outbox } = this.parts.state;
    const step = nameOf(LADDER_STEPS, result.step);
    outbox.confirm(result.commandId, step);
    switch (result.outcome) {
      case StepOutcome.RECORDED:
      case StepOutcome.REPEATED:
        if (result.stands > 0) inbox.follow(result.commandId, nameOf(LADDER_STEPS, result.stands), "");
        return;
      case StepOutcome.EXPIRED:
        inbox.correct(result.commandId, "Expired", result.rule);
        break;
      case StepOutcome.WITHDRAWN:
      case StepOutcome.OPERATION_CLOSED:
      case StepOutcome.RELEASED:
        inbox.correct(result.commandId, "Withdrawn", result.rule);
        break;
      default:
        // A step below where the ladder stands is no news to anybody.
        if (step === "Delivered" || step === "Seen") return;
        inbox.correct(result.commandId, result.stands > 0 ? nameOf(LADDER_STEPS, result.stands) : null, result.rule);
    }
    outbox.drop(result.commandId);
  }
}

/** Unique for this client: time and chance. */
const makeBatchId = (): bigint => BigInt(Date.now()) * 1024n + BigInt(Math.floor(Math.random() * 1024));

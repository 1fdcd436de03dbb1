import type { IssueBody, Recipients } from "../board/desk";
import type { CommandClass, CommandKind, Place } from "../board/model";
import type { Area } from "./area";

/** Initial values of a composer. */
export interface Begin {
  efectivos?: readonly string[];
  operationId?: string;
  point?: Place | null;
}

/** Recipients that are not single efectivos. */
export interface Group {
  kind: "Operation" | "Unit" | "Role" | "Rank" | "Jurisdiction";
  value: string;
}

/** A command being written. Its id is made once and kept over retries: the centre takes it once, however often it is sent. */
export class Draft {
  readonly commandId: string = crypto.randomUUID();
  class: CommandClass = "Operational";
  kind: CommandKind = "Order";
  text = "";
  operationId: string;
  point: Place | null;
  groups: Group[] = [];
  areas: Area[] = [];
  /** Minutes; empty: as the class has it. */
  answerWithinS: number | null = null;
  deadlineMin: number | null = null;
  /** As it was sent: a retry must say the very same. */
  private sent: IssueBody | null = null;

  constructor(begin: Begin) {
    this.operationId = begin.operationId ?? "";
    this.point = begin.point ?? null;
    if (begin.operationId && !begin.efectivos?.length) this.groups.push({ kind: "Operation", value: begin.operationId });
  }

  recipients(efectivos: readonly string[]): Recipients[] {
    return [
      ...efectivos.map((value): Recipients => ({ kind: "Efectivo", value })),
      ...this.groups.map((g): Recipients => ({ ...g })),
      ...this.areas.map(
        (a): Recipients =>
          a.kind === "circle"
            ? { kind: "Area", value: "", centre: a.centre, radiusM: a.radiusM }
            : { kind: "Area", value: "", ring: a.ring },
      ),
    ];
  }

  /** The request; the same one until `release`, so that a retry repeats it to the letter. */
  body(efectivos: readonly string[], now: number): IssueBody {
    this.sent ??= {
      class: this.class,
      kind: this.kind,
      text: this.text.trim(),
      recipients: this.recipients(efectivos),
      operationId: this.operationId,
      point: this.point,
      ...(this.answerWithinS ? { answerWithinS: this.answerWithinS } : {}),
      ...(this.deadlineMin ? { deadline: new Date(now + this.deadlineMin * 60_000).toISOString() } : {}),
    };
    return this.sent;
  }

  /** It was refused, so it may be changed. */
  release(): void {
    this.sent = null;
  }

  get isSent(): boolean {
    return this.sent !== null;
  }
}

/** Operations, commands and alarms as screens show them: the REST resources; what comes live is brought into the same form. */

export const OPERATION_STATUSES = ["Planned", "InProgress", "Paused", "Completed", "Cancelled"] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

export const OPERATION_TYPES = [
  "Patrol",
  "Investigation",
  "Surveillance",
  "Intervention",
  "Administrative",
  "Training",
  "Emergency",
] as const;
export type OperationType = (typeof OPERATION_TYPES)[number];

export const PRIORITIES = ["Low", "Medium", "High", "Urgent", "Critical"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const ASSIGNMENT_STEPS = [
  "Reserved",
  "Proposed",
  "Accepted",
  "EnRoute",
  "OnScene",
  "Released",
  "Refused",
  "Expired",
  "Reassigned",
  "Done",
  "Unable",
] as const;
export type AssignmentStep = (typeof ASSIGNMENT_STEPS)[number];

export const COMMAND_CLASSES = ["Critical", "Operational", "Routine"] as const;
export type CommandClass = (typeof COMMAND_CLASSES)[number];

export const COMMAND_KINDS = ["Order", "Notice", "Proposal"] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

export const COMMAND_STATUSES = ["Open", "Settled", "Withdrawn"] as const;
export type CommandStatus = (typeof COMMAND_STATUSES)[number];

export const LADDER_STEPS = [
  "Issued",
  "Enqueued",
  "Sent",
  "Delivered",
  "Seen",
  "Accepted",
  "Refused",
  "EnRoute",
  "OnScene",
  "Done",
  "Expired",
  "Escalated",
  "Withdrawn",
  "Unable",
  "NextTold",
] as const;
export type LadderStep = (typeof LADDER_STEPS)[number];

/** The steps as a ladder is climbed and read: unanswered steps, then answers, then failures. */
export const LADDER_ORDER: readonly LadderStep[] = [
  "Issued",
  "Enqueued",
  "Sent",
  "Escalated",
  "NextTold",
  "Delivered",
  "Seen",
  "Accepted",
  "EnRoute",
  "OnScene",
  "Done",
  "Refused",
  "Unable",
  "Expired",
  "Withdrawn",
];

export const ALARM_KINDS = ["Panic", "CheckIn"] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

export const ALARM_STATUSES = ["Raised", "Acknowledged", "Cancelled"] as const;
export type AlarmStatus = (typeof ALARM_STATUSES)[number];

export const RECIPIENT_KINDS = ["Efectivo", "Operation", "Unit", "Role", "Rank", "Jurisdiction", "Area"] as const;
export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

export interface Place {
  latitude: number;
  longitude: number;
}

export interface Assignment {
  efectivoId: string;
  assignmentId: string;
  step: AssignmentStep;
  /** ISO 8601 UTC, as all times of REST. */
  at: string;
  reason: string;
  commandId: string;
}

export interface OperationSummary {
  operationId: string;
  title: string;
  type: OperationType;
  priority: Priority;
  status: OperationStatus;
  plannedStart: string;
  plannedEnd: string;
  commander: string;
  point: Place | null;
  people: Assignment[];
  version: number;
}

export interface Command {
  commandId: string;
  issuer: string;
  class: CommandClass;
  kind: CommandKind;
  text: string;
  operationId: string;
  point: Place | null;
  area: Place[];
  attachment: string;
  issuedAt: string;
  answerBy: string;
  deadline: string;
  escalatedFor: string;
}

export interface CommandSummary {
  command: Command;
  status: CommandStatus;
  byStep: Partial<Record<LadderStep, number>>;
  overdue: number;
  waivedBy: string;
  /** The jurisdiction whose supervisors are to know of it while it is undelivered. */
  jurisdictions?: string[];
  version: number;
}

export interface LadderEntry {
  step: LadderStep;
  at: string;
  recordedAt: string;
  reason: string;
  actor: string;
}

export interface Ladder {
  efectivoId: string;
  step: LadderStep;
  escalatedFor: string;
  sends: number;
  steps: LadderEntry[];
}

export interface Alarm {
  alarmId: string;
  efectivoId: string;
  kind: AlarmKind;
  status: AlarmStatus;
  raisedAt: string;
  point: Place | null;
  /** The person who acknowledged it; while it rings again, the one who had seen it before. */
  actor: string;
  version: number;
  /** It rings and could not be stored yet. */
  unstored?: boolean;
  /** Times the button was pressed again while it was open, and the last time. */
  pressedAgain?: number;
  pressedAt?: string;
  /** The operation that is to help, and who of it is on the way or there. */
  operationId?: string;
  helpers?: string[];
}

export const isClosed = (status: OperationStatus): boolean => status === "Completed" || status === "Cancelled";

/** The bond holds its efectivo. */
export const isOpenStep = (step: AssignmentStep): boolean =>
  step === "Reserved" || step === "Proposed" || step === "Accepted" || step === "EnRoute" || step === "OnScene";

/** No word came from the person yet: an order wants an answer, a notice wants to be seen. */
export function isUnanswered(step: LadderStep, kind: CommandKind): boolean {
  if (step === "Seen") return kind !== "Notice";
  return step === "Issued" || step === "Enqueued" || step === "Sent" || step === "Delivered" || step === "Escalated";
}

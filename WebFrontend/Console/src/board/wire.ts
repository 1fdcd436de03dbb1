import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import type * as boards from "../generated/gad/v1/boards_pb";
import type * as commands from "../generated/gad/v1/commands_pb";
import type * as operations from "../generated/gad/v1/operations_pb";
import {
  ALARM_KINDS,
  ALARM_STATUSES,
  type Alarm,
  ASSIGNMENT_STEPS,
  type Assignment,
  COMMAND_CLASSES,
  COMMAND_KINDS,
  COMMAND_STATUSES,
  type Command,
  type CommandSummary,
  LADDER_STEPS,
  type Ladder,
  OPERATION_STATUSES,
  OPERATION_TYPES,
  type OperationSummary,
  type Place,
  PRIORITIES,
} from "./model";

/** The name of a wire number (1 is the first). A number of a newer server is shown as the first name rather than not at all. */
export const nameOf = <T>(names: readonly T[], wire: number): T => names[wire - 1] ?? names[0]!;

export const iso = (time: Timestamp | undefined): string => (time ? timestampDate(time).toISOString() : "");

const place = (at: commands.LatLon | undefined): Place | null => (at ? { latitude: at.latitude, longitude: at.longitude } : null);

export const assignmentOf = (wire: operations.Assignment): Assignment => ({
  efectivoId: wire.efectivoId,
  assignmentId: wire.assignmentId,
  step: nameOf(ASSIGNMENT_STEPS, wire.step),
  at: iso(wire.at),
  reason: wire.reason,
  commandId: wire.commandId,
});

export const operationOf = (wire: operations.OperationSummary): OperationSummary => ({
  operationId: wire.operationId,
  title: wire.title,
  type: nameOf(OPERATION_TYPES, wire.type),
  priority: nameOf(PRIORITIES, wire.priority),
  status: nameOf(OPERATION_STATUSES, wire.status),
  plannedStart: iso(wire.plannedStart),
  plannedEnd: iso(wire.plannedEnd),
  commander: wire.commander,
  point: place(wire.point),
  people: wire.people.map(assignmentOf),
  version: Number(wire.version),
});

export const commandOf = (wire: commands.Command): Command => ({
  commandId: wire.commandId,
  issuer: wire.issuer,
  class: nameOf(COMMAND_CLASSES, wire.class),
  kind: nameOf(COMMAND_KINDS, wire.kind),
  text: wire.text,
  operationId: wire.operationId,
  point: place(wire.point),
  area: wire.area.map((corner) => place(corner)!),
  attachment: wire.attachment,
  issuedAt: iso(wire.issuedAt),
  answerBy: iso(wire.answerBy),
  deadline: iso(wire.deadline),
  escalatedFor: wire.escalatedFor,
});

export const commandSummaryOf = (wire: commands.CommandSummary): CommandSummary | null =>
  wire.command
    ? {
        command: commandOf(wire.command),
        status: nameOf(COMMAND_STATUSES, wire.status),
        byStep: Object.fromEntries(wire.byStep.flatMap((n, step) => (n > 0 && step > 0 ? [[nameOf(LADDER_STEPS, step), n]] : []))),
        overdue: wire.overdue,
        waivedBy: wire.waivedBy,
        jurisdictions: wire.jurisdictions,
        version: Number(wire.version),
      }
    : null;

export const ladderOf = (wire: commands.Ladder): Ladder => ({
  efectivoId: wire.efectivoId,
  step: nameOf(LADDER_STEPS, wire.step),
  escalatedFor: wire.escalatedFor,
  sends: wire.sends,
  steps: wire.steps.map((entry) => ({
    step: nameOf(LADDER_STEPS, entry.step),
    at: iso(entry.at),
    recordedAt: iso(entry.recordedAt),
    reason: entry.reason,
    actor: entry.actor,
  })),
});

export const alarmOf = (wire: boards.Alarm): Alarm => ({
  alarmId: wire.alarmId,
  efectivoId: wire.efectivoId,
  kind: nameOf(ALARM_KINDS, wire.kind),
  status: nameOf(ALARM_STATUSES, wire.status),
  raisedAt: iso(wire.raisedAt),
  point: place(wire.point),
  actor: wire.actor,
  version: Number(wire.version),
  unstored: wire.unstored,
  pressedAgain: wire.pressedAgain,
  pressedAt: iso(wire.pressedAt),
  operationId: wire.operationId,
  helpers: wire.helpers,
});

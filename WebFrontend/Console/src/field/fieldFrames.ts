import { timestampFromDate, timestampFromMs } from "@bufbuild/protobuf/wkt";
import { LADDER_STEPS, type LadderStep } from "../board/model";
import type { Availability } from "../generated/gad/v1/efectivos_pb";
import { frameOf } from "../live/frames";
import type { DangerState } from "./danger";
import type { PendingAck } from "./outbox";
import type { Fix } from "./trail";

type Bytes = Uint8Array<ArrayBuffer>;

const at = (iso: string) => timestampFromDate(new Date(iso));

const ifKnown = <K extends string>(name: K, value: number | null): { [P in K]?: number } =>
  (value === null ? {} : { [name]: value }) as { [P in K]?: number };

export const stepNumber = (step: LadderStep): number => LADDER_STEPS.indexOf(step) + 1;

export const attachFrame = (device: string, resumeToken: string, lastSequence: number): Bytes =>
  frameOf({ case: "attach", value: { device, resumeToken, lastSequence: BigInt(lastSequence) } });

export function ackFrame(ack: PendingAck): Bytes {
  const { commandId, reason, position } = ack;
  const value = { commandId, step: stepNumber(ack.step), at: at(ack.at), reason, ...(position ? { position } : {}) };
  return frameOf({ case: "commandAck", value });
}

export function batchFrame(id: bigint, fixes: readonly Fix[]): Bytes {
  const reports = fixes.map((fix) => ({
    latitude: fix.latitude,
    longitude: fix.longitude,
    deviceTime: timestampFromMs(fix.timeMs),
    accuracyM: fix.accuracyM,
    ...ifKnown("speedMps", fix.speedMps),
    ...ifKnown("courseDeg", fix.courseDeg),
    ...ifKnown("battery", fix.battery),
  }));
  return frameOf({ case: "positions", value: { batchId: id, reports } });
}

export const panicFrame = (state: DangerState): Bytes =>
  frameOf({ case: "panic", value: { alarmId: state.alarmId, at: at(state.at), ...(state.position ? { position: state.position } : {}) } });

export const checkInFrame = (iso: string): Bytes => frameOf({ case: "checkIn", value: { at: at(iso) } });

export const wishFrame = (availability: Availability): Bytes => frameOf({ case: "availability", value: { availability, reason: "" } });

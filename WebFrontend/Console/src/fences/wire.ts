import { iso, nameOf } from "../board/wire";
import type * as fences from "../generated/gad/v1/fences_pb";
import { FENCE_CAUSES, FENCE_EVENT_KINDS, type FenceEvent } from "./model";

/** A live event in the form of REST. */
export const fenceEventOf = (wire: fences.FenceEvent): FenceEvent => ({
  eventId: wire.eventId,
  fenceId: wire.fenceId,
  fenceName: wire.fenceName,
  kind: nameOf(FENCE_EVENT_KINDS, wire.kind),
  efectivoId: wire.efectivoId,
  at: iso(wire.at),
  knownAt: iso(wire.knownAt),
  point: wire.point ? { latitude: wire.point.latitude, longitude: wire.point.longitude } : null,
  late: wire.late,
  cause: nameOf(FENCE_CAUSES, wire.cause),
  inside: wire.inside ?? null,
  speedMps: wire.speedMps ?? null,
  stayS: wire.stayS ?? null,
  operationId: wire.operationId,
  number: Number(wire.number),
});

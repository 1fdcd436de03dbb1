import type { AssignmentStep, OperationStatus, OperationType, Place, Priority } from "../board/model";
import type { FenceGeometry, FenceShapeKind, OwnerKind } from "../fences/model";
import type { AvailabilityName } from "../session/resources";

/** The past as REST returns it. */

export interface PastEfectivo {
  efectivoId: string;
  displayName: string;
  unit: string;
  /** Null: before this installation kept it. */
  availability: AvailabilityName | null;
  position: {
    latitude: number;
    longitude: number;
    accuracyM: number | null;
    speedMps: number | null;
    courseDeg: number | null;
    battery: number | null;
    deviceTime: string;
  };
}

export interface PastOperation {
  operationId: string;
  title: string;
  type: OperationType;
  priority: Priority;
  status: OperationStatus;
  plannedStart: string;
  plannedEnd: string;
  commander: string;
  point: Place | null;
  area: Place[];
  people: { efectivoId: string; step: AssignmentStep; at: string }[];
}

export interface PastFence {
  fenceId: string;
  name: string;
  kind: FenceShapeKind;
  geometry: FenceGeometry | null;
  radiusM: number | null;
  ownerKind: OwnerKind;
  ownerId: string;
  active: boolean;
}

/** An area at one instant. */
export interface Snapshot {
  at: string;
  /** False while reports received by then may not be stored yet. */
  settled: boolean;
  staleAfterS: number;
  lostAfterS: number;
  efectivos: PastEfectivo[];
  operations: PastOperation[];
  fences: PastFence[];
}

export type PastStanding = Omit<PastEfectivo, "position" | "efectivoId">;

/** Changes in an area after `from`, each list in order of time. */
export interface Changes {
  from: string;
  to: string;
  settled: boolean;
  efectivos: (PastStanding & { efectivoId: string })[];
  moves: { columns: string[]; rows: (number | null)[][] };
  turns: (PastStanding & { atMs: number; efectivo: number })[];
  operations: { atMs: number; operation: PastOperation }[];
  fences: { atMs: number; fenceId: string; fence: PastFence | null }[];
}

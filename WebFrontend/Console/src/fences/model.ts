import type { Geometry } from "geojson";
import type { Recipients } from "../board/desk";
import type { CommandClass, CommandKind, Place } from "../board/model";
import type { AvailabilityName } from "../session/resources";

/** Fences as REST returns them. */

export const FENCE_EVENT_KINDS = [
  "Enter",
  "Exit",
  "Cross",
  "Dwell",
  "Void",
  "VoidOver",
  "Crowd",
  "CrowdOver",
  "Speed",
  "Deviation",
  "DeviationOver",
] as const;
export type FenceEventKind = (typeof FENCE_EVENT_KINDS)[number];

export const FENCE_CAUSES = ["Moved", "FenceChanged", "FenceRemoved", "SubjectChanged", "Schedule"] as const;
export type FenceCause = (typeof FENCE_CAUSES)[number];

export const FENCE_SHAPES = ["Circle", "Polygon", "Corridor"] as const;
export type FenceShapeKind = (typeof FENCE_SHAPES)[number];

export const OWNER_KINDS = ["Standing", "Operation", "Efectivo"] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A Point (circle) or LineString (corridor), both with a radius beside it, or a Polygon or MultiPolygon. */
export type FenceGeometry = Extract<Geometry, { type: "Point" | "LineString" | "Polygon" | "MultiPolygon" }>;

export interface FenceWindow {
  day: Weekday;
  /** hh:mm by the clock of the place. */
  from: string;
  to: string;
}

export interface FenceSchedule {
  timeZone: string;
  windows: FenceWindow[];
  from: string | null;
  until: string | null;
}

export interface FenceFilter {
  availabilities: AvailabilityName[];
  units: string[];
  skill: string;
  efectivos: string[];
}

export interface FenceWatch {
  enter: boolean;
  exit: boolean;
  cross: boolean;
  dwellAfterS: number | null;
  voidBelow: number | null;
  crowdAbove: number | null;
  speedAboveMps: number | null;
  deviation: boolean;
}

/** A command that some of its events send; a recipient of value `*` is the one of the event. */
export interface FenceReaction {
  on: FenceEventKind[];
  class: CommandClass;
  kind: CommandKind;
  text: string;
  recipients: Recipients[];
}

export interface FencePlan {
  name: string;
  /** Null: a circle that moves with its owner. */
  geometry: FenceGeometry | null;
  /** Of a circle the radius, of a corridor half its width, m. */
  radiusM: number | null;
  owner: { kind: OwnerKind; code?: string };
  schedule: FenceSchedule;
  filter: FenceFilter;
  watch: FenceWatch;
  reaction: FenceReaction | null;
  jurisdiction: string;
  notes: string;
}

export interface FenceResource {
  fenceId: string;
  plan: FencePlan;
  inside: string[];
  insideCount: number;
  watching: boolean;
  version: number;
  changedAt: string;
  changedBy: string;
}

export interface FenceEvent {
  eventId: string;
  fenceId: string;
  fenceName: string;
  kind: FenceEventKind;
  efectivoId: string;
  at: string;
  knownAt: string;
  point: Place | null;
  /** Known much later than it happened, because a device sent its past. */
  late: boolean;
  cause: FenceCause;
  inside: number | null;
  speedMps: number | null;
  stayS: number | null;
  operationId: string;
  number: number;
}

/** The kind of shape of a geometry; one that moves with an efectivo is a circle without a place. */
export const shapeOf = (geometry: FenceGeometry | null): FenceShapeKind =>
  geometry === null || geometry.type === "Point" ? "Circle" : geometry.type === "LineString" ? "Corridor" : "Polygon";

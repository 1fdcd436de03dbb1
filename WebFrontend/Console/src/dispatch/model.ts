import type { Place } from "../board/model";

/** A recommendation as REST returns it. All costs are in seconds. */

export type CostKind = "Travel" | "Coverage" | "Fatigue" | "Workload";
export type ExclusionRule =
  | "AlreadyAsked"
  | "NotAvailable"
  | "FixTooOld"
  | "FixInaccurate"
  | "SkillMissing"
  | "NotReached"
  | "Reserved"
  | "OtherJurisdiction"
  | "OffShift"
  | "OnLeave"
  | "Resting"
  | "NoRoute"
  | "TooFar"
  | "Alarmed";

export interface DispatchCandidate {
  efectivoId: string;
  displayName: string;
  unit: string;
  distanceM: number;
  travelS: number;
  basis: "StraightLine" | "Roads";
  costS: number;
  reasons: { kind: CostKind; seconds: number; of: number }[];
  fixAgeS: number;
  accuracyM: number | null;
}

export interface Exclusion {
  efectivoId: string;
  distanceM: number;
  rule: ExclusionRule;
  /** The rule in words, with its numbers. */
  detail: string;
  until: string | null;
}

export interface Change {
  kind: "NextBest" | "NearerExcluded" | "SoonerButCostlier";
  efectivoId: string;
  seconds: number;
  rule: ExclusionRule | null;
  cost: CostKind | null;
}

/** How far a need of the run plan is met. */
export interface NeedStanding {
  /** Empty: any efectivo. */
  skill: string;
  wanted: number;
  /** Assigned already; each counts for one need. */
  held: string[];
  missing: number;
  /** Of the missing, how many would still be missing when all of the chosen went. */
  short: number;
  chosen: DispatchCandidate[];
}

export interface Recommendation {
  recommendationId: string;
  operationId: string;
  at: string;
  point: Place;
  count: number;
  skills: string[];
  chosen: DispatchCandidate[];
  next: DispatchCandidate[];
  excluded: Exclusion[];
  excludedBy: { rule: ExclusionRule; count: number }[];
  changes: Change[];
  considered: number;
  complete: boolean;
  unchecked: string[];
  stored: boolean;
  /** For when shifts, leaves and rest were judged. */
  judgedAt: string;
  /** Null: not by a run plan. */
  alarmLevel: number | null;
  needs: NeedStanding[];
}

import type { ExclusionRule, Recommendation } from "../dispatch/model";
import type { Theirs } from "../edit/saving";
import type { Api } from "../session/api";
import { ApiRefusal } from "../session/refusal";
import type { LadderResource } from "./ladderStore";
import type { Alarm, Assignment, CommandClass, CommandKind, OperationStatus, OperationType, Place, Priority, RecipientKind } from "./model";

/** An operation as REST knows it. */
export interface OperationResource {
  operationId: string;
  plan: OperationPlan;
  status: OperationStatus;
  actualStart: string | null;
  actualEnd: string | null;
  pausedS: number;
  assignments: Assignment[];
  version: number;
  /** How many a person has had it ask for by itself. */
  filling: number;
}

export interface OperationPlan {
  title: string;
  description: string;
  type: OperationType;
  priority: Priority;
  plannedStart: string;
  plannedEnd: string;
  point: Place | null;
  area: Place[];
  commander: string;
  jurisdiction: string;
  notes: string;
  wanted: number;
  wantedSkill: string;
}

export interface TimelineEntry {
  sequence: number;
  at: string;
  actor: string;
  what: string;
  reason: string;
  efectivoId: string;
  /** The order of the entry; such a line has the sequence of the operation's own line before it. */
  commandId: string;
}

export interface AssignResult {
  efectivoId: string;
  outcome: string;
  rule: string;
  /** The rules of dispatch that keep it. */
  bars: ExclusionRule[];
  mayOverrule: boolean;
}

export interface Candidate {
  efectivoId: string;
  distanceM: number;
  position: Place;
}

export interface Recipients {
  kind: RecipientKind;
  value: string;
  ring?: Place[];
  centre?: Place;
  radiusM?: number;
}

export interface IssueBody {
  class: CommandClass;
  kind: CommandKind;
  text: string;
  recipients: Recipients[];
  operationId: string;
  point: Place | null;
  answerWithinS?: number;
  deadline?: string;
}

export interface IssueResult {
  commandId: string;
  outcome: string;
  recipients: number;
  unknown: { kind: RecipientKind; value: string; rule: string }[];
}

export type Move = "start" | "pause" | "resume" | "complete" | "cancel" | "reopen";
export type AssignmentWord = "accept" | "refuse" | "en-route" | "on-scene" | "done" | "unable" | "release";

const part = encodeURIComponent;

/** Requests of an operator to the centre. A request whose answer was lost is asked again under the id it had. */
export class Desk {
  private readonly asked = new Map<string, string>();

  constructor(private readonly api: Api) {}

  operation = (code: string) => this.api.get<OperationResource>(`/api/v1/operations/${part(code)}`);

  timeline = (code: string, after: number) =>
    this.api.get<{ entries: TimelineEntry[]; next: number | null }>(`/api/v1/operations/${part(code)}/timeline?after=${after}&limit=200`);

  /** A new one: its code must be free. */
  plan = (code: string, plan: OperationPlan) => this.api.create<OperationResource>(`/api/v1/operations/${part(code)}`, plan);

  replan = (code: string, changes: Partial<OperationPlan>, version: number) =>
    this.api.patch<OperationResource>(`/api/v1/operations/${part(code)}`, changes, version);

  /** As it is now, and who changed its plan since a version. */
  async theirs(code: string, since: number): Promise<Theirs<OperationPlan, OperationResource>> {
    const [resource, page] = await Promise.all([this.operation(code), this.timeline(code, since).catch(() => ({ entries: [] }))]);
    const last = page.entries.findLast((entry) => entry.what === "planned" || entry.what === "replanned");
    return { resource, plan: resource.plan, version: resource.version, who: last?.actor ?? "", at: last?.at ?? "" };
  }

  move = (code: string, move: Move, reason: string, force: boolean) =>
    this.once(`/api/v1/operations/${part(code)}/${move}`, { reason, ...(force ? { force } : {}) }) as Promise<OperationResource>;

  /** Proposals to the nearest, as many as the plan wants. */
  fill = (code: string) => this.once(`/api/v1/operations/${part(code)}/fill`, {}) as Promise<OperationResource>;

  /** `recommendationId`: the recommendation that this follows. `overruled`: why those whom a rule keeps are sent all the same. */
  assign = (code: string, efectivos: string[], recommendationId = "", overruled = "") =>
    this.once(`/api/v1/operations/${part(code)}/assignments`, {
      efectivos,
      ...(recommendationId ? { recommendationId } : {}),
      ...(overruled ? { overrule: true, reason: overruled } : {}),
    }) as Promise<{
      results: AssignResult[];
      operation: OperationResource;
    }>;

  /** Without a count: as many as its run plan asks for, else one. */
  recommend = (code: string, asked: { count?: number; alarmLevel?: number }) =>
    this.api.post<Recommendation>(`/api/v1/operations/${part(code)}/recommendation`, asked);

  step = (code: string, efectivo: string, word: AssignmentWord, reason: string) =>
    this.once(`/api/v1/operations/${part(code)}/assignments/${part(efectivo)}/${word}`, { reason }) as Promise<OperationResource>;

  nearest = (at: Place, k: number, skill: string) =>
    this.api.get<Candidate[]>(
      `/api/v1/efectivos/nearest?lat=${at.latitude}&lon=${at.longitude}&k=${k}&availability=Available${skill ? `&skill=${part(skill)}` : ""}`,
    );

  issue = (id: string, body: IssueBody) => this.api.put<IssueResult>(`/api/v1/commands/${part(id)}`, body);

  ladders = (id: string, after: string) =>
    this.api.get<LadderResource>(`/api/v1/commands/${part(id)}?limit=1000${after ? `&after=${part(after)}` : ""}`);

  close = (id: string, how: "withdraw" | "waive", reason: string) =>
    this.api.post<unknown>(`/api/v1/commands/${part(id)}/${how}`, { reason });

  speakFor = (id: string, efectivo: string, word: "accept" | "refuse", reason: string) =>
    this.api.post<unknown>(`/api/v1/commands/${part(id)}/recipients/${part(efectivo)}/${word}`, { reason });

  certificate = (id: string) => this.api.blob(`/api/v1/commands/${part(id)}/certificate`, "text/html");

  acknowledge = (efectivo: string) => this.api.post<Alarm>(`/api/v1/alarms/${part(efectivo)}/acknowledge`, {});

  /** Names the operation whose people are to help. */
  helpAlarm = (efectivo: string, operationId: string) => this.api.put<Alarm>(`/api/v1/alarms/${part(efectivo)}/help`, { operationId });

  cancelAlarm = (efectivo: string, reason: string) => this.api.post<Alarm>(`/api/v1/alarms/${part(efectivo)}/cancel`, { reason });

  private async once(path: string, body: object): Promise<unknown> {
    const key = `${path} ${JSON.stringify(body)}`;
    const requestId = this.asked.get(key) ?? crypto.randomUUID();
    this.asked.set(key, requestId);
    try {
      const answer = await this.api.post<unknown>(path, { requestId, ...body });
      this.asked.delete(key);
      return answer;
    } catch (failure) {
      // A refusal is an answer; anything else leaves open whether it was done.
      if (failure instanceof ApiRefusal && failure.status < 500) this.asked.delete(key);
      throw failure;
    }
  }
}

import type { Session } from "./session";

/** A refusal in the server's words (ProblemDetails). */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly rule: string,
  ) {
    super(detail || title);
  }
}

/** Calls the REST door with the operator's token. */
export class Api {
  constructor(private readonly session: Session) {}

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.call<T>(path, { ...(signal ? { signal } : {}) });
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>(path, { method: "PUT", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  }

  private async call<T>(path: string, init: RequestInit): Promise<T> {
    const token = await this.session.token();
    const headers = { ...(init.headers as Record<string, string>), ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const answer = await fetch(path, { ...init, headers });
    if (answer.status === 401 && token) await this.session.refused(token);
    if (!answer.ok) throw await refusal(answer);
    const text = await answer.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

async function refusal(answer: Response): Promise<ApiRefusal> {
  const problem = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (name: string): string => (typeof problem[name] === "string" ? problem[name] : "");
  return new ApiRefusal(answer.status, text("title") || answer.statusText, text("detail"), text("rule"));
}

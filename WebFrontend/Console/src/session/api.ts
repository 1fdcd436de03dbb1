import { refusalOf } from "./refusal";

/** Gives the token, and is notified when it opened nothing. */
export interface TokenSource {
  token(): Promise<string | null>;
  refused(token: string): Promise<void>;
}

/** Calls the REST endpoints with the token of the person at the console. */
export class Api {
  constructor(
    private readonly session: TokenSource,
    /** Called with every answer that is awaited to a wish to change something. */
    private readonly changing: (answer: Promise<unknown>) => void = () => {},
  ) {}

  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.call<T>(path, { ...(signal ? { signal } : {}) });
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>(path, withBody("PUT", body));
  }

  /** Makes what is not there yet: refused with 412 when somebody has taken its place. */
  create<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>(path, withBody("PUT", body, { "If-None-Match": "*" }));
  }

  /** Changes members of the version that was read: refused with 412 when somebody has changed it since. */
  patch<T>(path: string, changes: unknown, version: number): Promise<T> {
    return this.call<T>(path, withBody("PATCH", changes, { "Content-Type": "application/merge-patch+json", "If-Match": `"${version}"` }));
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>(path, withBody("POST", body));
  }

  async delete(path: string): Promise<void> {
    await this.send(path, { method: "DELETE" });
  }

  /** A file as the server made it, e.g. a page to print. */
  async blob(path: string, accept: string): Promise<Blob> {
    return (await this.send(path, { headers: { Accept: accept } })).blob();
  }

  private async call<T>(path: string, init: RequestInit): Promise<T> {
    const text = await (await this.send(path, init)).text();
    return (text ? JSON.parse(text) : undefined) as T;
  }

  private send(path: string, init: RequestInit): Promise<Response> {
    const answer = this.ask(path, init);
    if (init.method) this.changing(answer);
    return answer;
  }

  private async ask(path: string, init: RequestInit): Promise<Response> {
    const token = await this.session.token();
    const headers = { ...(init.headers as Record<string, string>), ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const answer = await fetch(path, { ...init, headers });
    if (answer.status === 401 && token) await this.session.refused(token);
    if (!answer.ok) throw await refusalOf(answer);
    return answer;
  }
}

const withBody = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { "Content-Type": "application/json", ...headers },
});

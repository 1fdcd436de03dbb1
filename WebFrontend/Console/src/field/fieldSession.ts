import type { TokenSource } from "../session/api";
import { isExpired, type TokenReason } from "../session/token";
import { signal } from "../signal";

const TOKEN = "gad.campo.token";

/** The efectivo that carries this phone: its token, kept until it is over or refused, also over a restart of the phone. */
export class FieldSession implements TokenSource {
  readonly asking = signal<TokenReason | null>(null);

  get kept(): string | null {
    return localStorage.getItem(TOKEN);
  }

  get code(): string {
    return this.kept ? codeOf(this.kept) : "";
  }

  async token(): Promise<string | null> {
    const token = this.kept;
    if (token && !isExpired(token)) return token;
    this.asking.set(token ? "expired" : "none");
    return null;
  }

  given(token: string): void {
    localStorage.setItem(TOKEN, token.trim());
    this.asking.set(null);
  }

  async refused(token: string): Promise<void> {
    if (this.kept !== token) return;
    this.asking.set("refused");
  }

  leave(): void {
    localStorage.removeItem(TOKEN);
    this.asking.set("none");
  }
}

/** The development issuer's token for an efectivo; null where there is none. */
export async function developmentTokenFor(code: string): Promise<string | null> {
  const answer = await fetch(`/dev/token?role=Efectivo&efectivo=${encodeURIComponent(code)}`, { method: "POST" }).catch(() => null);
  if (!answer?.ok) return null;
  return ((await answer.json()) as { token: string }).token;
}

/** The efectivo that a token speaks for; empty when it names none. */
export function codeOf(token: string): string {
  try {
    const part = token.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/");
    return String((JSON.parse(atob(part)) as { efectivo?: string }).efectivo ?? "");
  } catch {
    return "";
  }
}

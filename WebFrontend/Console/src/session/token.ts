const KEY = "gad.token";

/** Why the operator is asked for a token. */
export type TokenReason = "none" | "expired" | "refused";

export const storedToken = (): string | null => sessionStorage.getItem(KEY);

export function storeToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}

/** Asks the development issuer; null where there is none. */
export async function developmentToken(): Promise<string | null> {
  const answer = await fetch("/dev/token?role=Operator", { method: "POST" });
  if (!answer.ok) return null;
  const { token } = (await answer.json()) as { token: string };
  return token;
}

/** A person as their token says. */
export interface Person {
  subject: string;
  role: string;
  /** Empty: all of them. */
  jurisdiction: string;
}

export function personOf(token: string | null): Person {
  const { sub = "", role = "", jurisdiction = "" } = (token && wordsOf(token)) || {};
  return { subject: sub, role, jurisdiction };
}

interface Words {
  exp?: number;
  sub?: string;
  role?: string;
  jurisdiction?: string;
}

function wordsOf(token: string): Words | null {
  try {
    const part = token.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (c) => c.charCodeAt(0)))) as Words;
  } catch {
    return null;
  }
}

/** Whether the token's own words say that it is over. A token that cannot be read is left for the server to judge. */
export function isExpired(token: string, nowMs: number = Date.now()): boolean {
  const exp = wordsOf(token)?.exp;
  return exp !== undefined && exp * 1000 <= nowMs;
}

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

/** Whether the token's own words say that it is over. A token that cannot be read is left for the server to judge. */
export function isExpired(token: string, nowMs: number = Date.now()): boolean {
  try {
    const part = token.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/");
    const { exp } = JSON.parse(atob(part)) as { exp?: number };
    return exp !== undefined && exp * 1000 <= nowMs;
  } catch {
    return false;
  }
}

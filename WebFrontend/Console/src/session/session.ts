import { signal } from "../signal";
import { developmentToken, isExpired, storedToken, storeToken, type TokenReason } from "./token";

/** The operator, as far as the console knows: a token, or the reason why one is asked for. */
export class Session {
  /** Set while the operator has to give a token. */
  readonly asking = signal<TokenReason | null>(null);

  /** A token worth trying, or null: then the form is up and `given` will be called. */
  async token(): Promise<string | null> {
    const token = storedToken();
    if (token && !isExpired(token)) return token;
    const reason: TokenReason = token ? "expired" : "none";
    storeToken(null);
    // Without a network nothing can be asked for: the old token is over all the same.
    const fresh = await developmentToken().catch(() => null);
    if (fresh) {
      storeToken(fresh);
      return fresh;
    }
    this.asking.set(reason);
    return null;
  }

  given(token: string): void {
    storeToken(token.trim());
    this.asking.set(null);
  }

  /** The server took this token for nothing (401): it is dropped, and another asked for. A late answer about a former token changes nothing. */
  async refused(token: string): Promise<void> {
    if (storedToken() !== token) return;
    const expired = isExpired(token);
    storeToken(null);
    const fresh = await developmentToken().catch(() => null);
    if (fresh) storeToken(fresh);
    else this.asking.set(expired ? "expired" : "refused");
  }
}

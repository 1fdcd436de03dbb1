/** The server's clock as seen from here, so that a wrong clock at a desk makes nobody look stale. Milliseconds since 1970. */
export class ServerClock {
  private offsetMs = 0;

  set(serverTimeMs: number, localMs: number = Date.now()): void {
    this.offsetMs = serverTimeMs - localMs;
  }

  now(localMs: number = Date.now()): number {
    return localMs + this.offsetMs;
  }
}

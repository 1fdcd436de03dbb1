/** In front and on a visible screen for so long, ms: somebody may have looked. */
export const SEEN_AFTER_MS = 1_000;

export interface SeenParts {
  /** The page is visible, and the card is in view. */
  isInView: () => boolean;
  seen: (id: string) => void;
}

/** Says that a command was seen, once it has been in view for a while without a break. */
export class Seen {
  private id = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: SeenParts) {}

  /** Called whenever something may be different; empty: nothing that is unseen is in front. */
  look(id: string): void {
    const inView = id !== "" && this.parts.isInView();
    if (inView && id === this.id) return;
    clearTimeout(this.timer);
    this.id = inView ? id : "";
    if (inView) this.timer = setTimeout(() => this.passed(id), SEEN_AFTER_MS);
  }

  private passed(id: string): void {
    this.id = "";
    if (this.parts.isInView()) this.parts.seen(id);
  }
}

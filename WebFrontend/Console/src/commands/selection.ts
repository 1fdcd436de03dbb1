import { signal } from "../signal";

/** Efectivos that were chosen on the map or in a list, in the order of choosing. */
export class Selection {
  readonly ids = signal<readonly string[]>([]);

  toggle(id: string): void {
    const now = this.ids.value;
    this.ids.set(now.includes(id) ? now.filter((other) => other !== id) : [...now, id]);
  }

  add(ids: readonly string[]): void {
    this.ids.set([...new Set([...this.ids.value, ...ids])]);
  }

  clear(): void {
    this.ids.set([]);
  }

  has = (id: string): boolean => this.ids.value.includes(id);
}

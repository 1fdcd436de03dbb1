/** One value that panels watch: read it, set it, be notified when it changed. */
export interface Signal<T> {
  readonly value: T;
  set(next: T): void;
  /** Calls at once with the present value, then on every change; the answer ends it. */
  watch(seen: (value: T) => void): () => void;
}

export function signal<T>(initial: T): Signal<T> {
  let value = initial;
  const watchers = new Set<(value: T) => void>();
  return {
    get value() {
      return value;
    },
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const seen of watchers) seen(value);
    },
    watch(seen) {
      watchers.add(seen);
      seen(value);
      return () => watchers.delete(seen);
    },
  };
}

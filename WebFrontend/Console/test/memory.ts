import type { Kept } from "../src/field/kept";

/** What a phone keeps, in memory. */
export function memory<T>(value: T): Kept<T> {
  let now = value;
  return { read: () => now, write: (next) => (now = structuredClone(next)) };
}

/** A browser's storage. */
export function storage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

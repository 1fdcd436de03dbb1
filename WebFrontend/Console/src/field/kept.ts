/** Storage that survives a reload; a browser that keeps nothing (private mode, no room) leaves the value in memory. */
export interface Kept<T> {
  read(): T;
  write(value: T): void;
}

export function kept<T>(name: string, empty: T, storage: Pick<Storage, "getItem" | "setItem"> = localStorage): Kept<T> {
  let value = empty;
  try {
    value = { parsed: JSON.parse(storage.getItem(name) ?? "null") as T | null }.parsed ?? empty;
  } catch {
    // Unreadable is as good as nothing.
  }
  return {
    read: () => value,
    write: (next) => {
      value = next;
      try {
        storage.setItem(name, JSON.stringify(next));
      } catch {
        // No room: it is still in memory.
      }
    },
  };
}

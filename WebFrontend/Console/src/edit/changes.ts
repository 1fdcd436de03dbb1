/** Changes that a person made in a plan, and those that another made in the same plan meanwhile. */

export interface Clash {
  /** Member of the plan. */
  name: string;
  mine: unknown;
  theirs: unknown;
}

export interface Conflict {
  /** Both changed these, each to something else: a person chooses. */
  clashes: Clash[];
  /** Only the other changed these: they stay. */
  kept: { name: string; theirs: unknown }[];
}

/** Members that differ, as they are after. */
export function changesOf<P extends object>(before: P, after: P): Partial<P> {
  const changed = Object.entries(after).filter(([name, value]) => !same((before as Record<string, unknown>)[name], value));
  return Object.fromEntries(changed) as Partial<P>;
}

/** Compares my changes with those that another made to the same plan since I read it. */
export function conflictOf<P extends object>(base: P, mine: Partial<P>, theirs: P): Conflict {
  const others = Object.entries(changesOf(base, theirs));
  const own = mine as Record<string, unknown>;
  return {
    clashes: others
      .filter(([name, value]) => name in own && !same(own[name], value))
      .map(([name, value]) => ({ name, mine: own[name], theirs: value })),
    kept: others.filter(([name]) => !(name in own)).map(([name, value]) => ({ name, theirs: value })),
  };
}

/** Alike in what they hold: nothing, null and the empty text are one, and so are two spellings of one time. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === "string") return TIME.test(part) ? new Date(part).getTime() : part || undefined;
      if (part === null) return undefined;
      if (typeof part !== "object" || Array.isArray(part)) return part;
      return Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)));
    }) ?? ""
  );
}

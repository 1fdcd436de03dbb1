import { ApiRefusal } from "../session/refusal";
import { type Conflict, changesOf, conflictOf } from "./changes";

/** As another left it. */
export interface Theirs<P, R> {
  resource: R;
  plan: P;
  version: number;
  /** The person who changed it last, and when; empty: unknown. */
  who: string;
  at: string;
}

export interface Saver<P, R> {
  /** The person's changes so far. */
  mine: () => Partial<P>;
  /** Changes these members of that version. */
  patch: (changes: Partial<P>, version: number) => Promise<R>;
  read: (since: number) => Promise<Theirs<P, R>>;
  /** Shows both: the members in which the other's words are taken; null: in all, and mine are given up. */
  ask: (conflict: Conflict, theirs: Theirs<P, R>) => Promise<readonly string[] | null>;
}

export const isStale = (failure: unknown): boolean => failure instanceof ApiRefusal && failure.status === 412;

/** Saves what a person changed. Where another changed the same meanwhile, the person chooses; what only one of them changed is kept of both. */
export async function save<P extends object, R>(saver: Saver<P, R>, base: P, version: number): Promise<R> {
  const given = new Set<string>();
  for (;;) {
    const mine = Object.fromEntries(Object.entries(saver.mine()).filter(([name]) => !given.has(name))) as Partial<P>;
    try {
      return await saver.patch(mine, version);
    } catch (failure) {
      if (!isStale(failure)) throw failure;
    }
    const theirs = await saver.read(version);
    const conflict = conflictOf(base, mine, theirs.plan);
    if (conflict.clashes.length > 0) {
      const chosen = await saver.ask(conflict, theirs);
      if (chosen === null) return theirs.resource;
      for (const name of chosen) given.add(name);
    }
    [base, version] = [theirs.plan, theirs.version];
  }
}

/** Makes what is not there yet; the answer may have been lost, and then it is there as it was sent. */
export async function create<P extends object, R>(make: () => Promise<R>, read: () => Promise<Theirs<P, R>>, plan: P): Promise<R> {
  try {
    return await make();
  } catch (failure) {
    if (!isStale(failure)) throw failure;
    const theirs = await read();
    if (Object.keys(changesOf(theirs.plan, plan)).length === 0) return theirs.resource;
    throw new CodeTaken(theirs.who);
  }
}

/** Somebody else has the code: nothing of theirs is replaced. */
export class CodeTaken extends Error {
  constructor(readonly who: string) {
    super("code taken");
  }
}

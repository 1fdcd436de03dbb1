import { beforeEach, expect, test, vi } from "vitest";
import { Session } from "../src/session/session";
import { isExpired, personOf } from "../src/session/token";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("fetch", () => Promise.resolve({ ok: false }));
});

const tokenUntil = (exp: number): string => `x.${btoa(JSON.stringify({ exp }))}.x`;

test("a token says itself when it is over; one that cannot be read is the server's to judge", () => {
  expect(isExpired(tokenUntil(1000), 999_999)).toBe(false);
  expect(isExpired(tokenUntil(1000), 1_000_000)).toBe(true);
  expect(isExpired("no token at all")).toBe(false);
});

test("a token says whose it is; without a jurisdiction all are meant", () => {
  const words = (claims: object) => `x.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims))))}.x`;
  expect(personOf(words({ sub: "Pérez", role: "Supervisor", jurisdiction: "Ñorte" }))).toEqual({
    subject: "Pérez",
    role: "Supervisor",
    jurisdiction: "Ñorte",
  });
  expect(personOf(words({ sub: "op-1", role: "Operator" })).jurisdiction).toBe("");
  expect(personOf("no token at all")).toEqual({ subject: "", role: "", jurisdiction: "" });
  expect(personOf(null).role).toBe("");
});

test("without a development issuer the operator is asked", async () => {
  const session = new Session();
  expect(await session.token()).toBeNull();
  expect(session.asking.value).toBe("none");
  session.given(" good ");
  expect(await session.token()).toBe("good");
  expect(session.asking.value).toBeNull();
});

test("a refused token is dropped and the form says so", async () => {
  const session = new Session();
  session.given("bad");
  await session.refused("bad");
  expect(session.asking.value).toBe("refused");
});

test("a late refusal of a former token leaves the present one alone", async () => {
  const session = new Session();
  session.given("good");
  await session.refused("bad");
  expect(await session.token()).toBe("good");
  expect(session.asking.value).toBeNull();
});

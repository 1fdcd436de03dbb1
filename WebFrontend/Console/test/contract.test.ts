import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { protoDigest } from "../scripts/proto-digest.mjs";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";

test("the generated code is of the present .proto files (else: npm run proto)", () => {
  expect(readFileSync(new URL("../src/generated/DIGEST", import.meta.url), "utf8").trim()).toBe(protoDigest());
});

test("both languages fill in the same places", () => {
  const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(es) as (keyof typeof es)[]) expect(places(en[key]), key).toEqual(places(es[key]));
});

test("the lock file names no download address", () => {
  expect(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")).not.toMatch(/"resolved"/);
});

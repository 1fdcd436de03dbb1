// The digest of the wire contract that src/generated was made from. A unit test compares it, so that a changed .proto
// without `npm run proto` fails the tests instead of failing an operator.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const protos = new URL("../../Protos/gad/v1/", import.meta.url);

export function protoDigest() {
  const hash = createHash("sha256");
  for (const name of readdirSync(protos)
    .filter((n) => n.endsWith(".proto"))
    .sort())
    hash.update(name).update(readFileSync(new URL(name, protos)));
  return hash.digest("hex");
}

if (process.argv.includes("--write")) writeFileSync(new URL("../src/generated/DIGEST", import.meta.url), `${protoDigest()}\n`);

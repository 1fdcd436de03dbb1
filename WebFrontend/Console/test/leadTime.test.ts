import { expect, test } from "vitest";
import { LeadTime } from "../src/live/leadTime";

test("nothing moved: there is no lead time to tell", () => {
  expect(new LeadTime().quantiles(100_000, [0.5])).toBeNull();
});

test("quantiles are within the resolution of three percent", () => {
  const lead = new LeadTime();
  for (let s = 1; s <= 100; s++) lead.add(s, 100_000);
  const [p50, p95] = lead.quantiles(100_500, [0.5, 0.95])!;
  expect(p50! / 50).toBeCloseTo(1, 1);
  expect(p95! / 95).toBeCloseTo(1, 1);
});

test("what is older than a minute no longer counts", () => {
  const lead = new LeadTime();
  lead.add(500, 100_000);
  lead.add(1, 159_000);
  expect(lead.quantiles(159_000, [1])![0]).toBeGreaterThan(400);
  expect(lead.quantiles(160_500, [1])![0]).toBeLessThan(2);
});

test("a device's clock ahead of ours is no negative lead", () => {
  const lead = new LeadTime();
  lead.add(-30, 1_000);
  expect(lead.quantiles(1_000, [0.5])).toEqual([0]);
});

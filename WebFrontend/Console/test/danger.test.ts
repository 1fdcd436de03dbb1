import { expect, test } from "vitest";
import { Danger, SAFE } from "../src/field/danger";
import { Sequence } from "../src/field/sequence";
import { sentence } from "../src/field/view/panic";
import { NO_WELFARE, Welfare } from "../src/field/welfare";
import { t } from "../src/i18n";
import { memory } from "./memory";

const NOW = "2026-11-24T12:00:00.000Z";

test("a panic is said until the centre has it; a second gesture makes no second alarm", () => {
  const danger = new Danger(memory(SAFE));
  expect(danger.raise("a-1", NOW, null)).toBe(true);
  expect(danger.raise("a-2", NOW, null)).toBe(false);
  expect(danger.mustSend).toBe(true);
  danger.answered("a-1", "raised", "");
  expect(danger.mustSend).toBe(false);
  expect(danger.raise("a-3", NOW, null)).toBe(false);
  danger.answered("a-1", "cancelled", "");
  expect(danger.raise("a-4", NOW, null)).toBe(true);
});

test("the end of a former alarm does not silence a new one that is still on its way", () => {
  const danger = new Danger(memory(SAFE));
  danger.raise("a-2", NOW, null);
  danger.answered("a-1", "cancelled", "");
  expect(danger.state).toMatchObject({ alarmId: "a-2", status: "sending" });
});

test("what the centre tells by itself: an operator's end, another device's panic, and what is over for long changes nothing", () => {
  const danger = new Danger(memory(SAFE));
  danger.stands("", "none", false);
  danger.stands("a-0", "cancelled", true);
  danger.stands("c-1", "acknowledged", false);
  expect(danger.state).toEqual(SAFE);
  danger.stands("a-1", "raised", true);
  expect(danger.state).toMatchObject({ alarmId: "a-1", status: "raised" });
  danger.stands("a-1", "acknowledged", true);
  danger.stands("a-1", "cancelled", true);
  expect(danger.state.status).toBe("cancelled");
  danger.putAway();
  danger.stands("a-1", "cancelled", true);
  expect(danger.state).toEqual(SAFE);
});

test("a panic on its way is not silenced by how another alarm stands, and one that the centre has lost is called again", () => {
  const danger = new Danger(memory(SAFE));
  danger.stands("c-1", "acknowledged", false);
  expect(danger.raise("a-1", NOW, null)).toBe(true);
  danger.stands("c-1", "acknowledged", false);
  danger.stands("a-0", "cancelled", true);
  danger.stands("a-9", "raised", true);
  expect(danger.state).toMatchObject({ alarmId: "a-1", status: "sending" });
  danger.answered("a-1", "raised", "");
  danger.stands("", "none", false);
  expect(danger.mustSend).toBe(true);
});

test("an open alarm that another one followed is over", () => {
  const danger = new Danger(memory(SAFE));
  danger.raise("a-1", NOW, null);
  danger.answered("a-1", "raised", "");
  danger.stands("a-2", "cancelled", true);
  expect(danger.state).toMatchObject({ alarmId: "a-1", status: "cancelled" });
});

test("an open alarm is told from where the efectivo is now; what is over is put away by a person, what is open never", () => {
  const danger = new Danger(memory(SAFE));
  danger.raise("a-1", NOW, null);
  danger.answered("a-1", "raised", "");
  expect(danger.isOpen).toBe(true);
  expect(danger.here("later", { latitude: 1, longitude: 2 })).toMatchObject({ alarmId: "a-1", at: "later", position: { latitude: 1 } });
  danger.putAway();
  expect(danger.state.status).toBe("raised");
  danger.answered("a-1", "cancelled", "");
  danger.putAway();
  expect(danger.state).toEqual(SAFE);
});

test("a panic survives a restart of the page", () => {
  const kept = memory(SAFE);
  new Danger(kept).raise("a-1", NOW, { latitude: 1, longitude: 2 });
  expect(new Danger(kept).mustSend).toBe(true);
});

test("a check-in asks in its last minute, not while one is on its way, and never when none is asked for", () => {
  const welfare = new Welfare(memory(NO_WELFARE));
  const now = Date.parse(NOW);
  expect(welfare.isDue(now)).toBe(false);
  welfare.told(1_800, new Date(now + 61_000).toISOString(), true);
  expect(welfare.isDue(now)).toBe(false);
  expect(welfare.isDue(now + 2_000)).toBe(true);
  welfare.say(NOW);
  expect(welfare.isDue(now + 2_000)).toBe(false);
  expect(welfare.dueInS(now)).toBe(61);
  welfare.told(1_800, new Date(now + 62_000).toISOString(), false);
  expect(welfare.state).toMatchObject({ saidAt: NOW, dueAt: new Date(now + 62_000).toISOString() });
  welfare.told(1_800, new Date(now + 63_000).toISOString(), true);
  expect(welfare.state.saidAt).toBe("");
});

test("numbers show what was lost, and what came before", () => {
  const sequence = new Sequence(memory({ resumeToken: "", last: null }));
  sequence.attached("r", false);
  expect([4, 5, 5, 3, 7].map((n) => sequence.arrived(n))).toEqual(["next", "next", "known", "known", "gap"]);
  expect(sequence.last).toBe(5);
  sequence.attached("r2", true);
  expect(sequence.arrived(6)).toBe("next");
  sequence.attached("r3", false);
  expect(sequence.arrived(1)).toBe("next");
});

test("a press after somebody has seen the alarm is a new call", () => {
  const danger = new Danger(memory(SAFE));
  danger.raise("a-1", NOW, null);
  danger.answered("a-1", "raised", "");
  danger.stands("a-1", "acknowledged", true, { unstored: false, seenBy: "op-1", helpers: [] });
  expect(danger.raise("a-2", NOW, null)).toBe(true);
  expect(danger.state).toMatchObject({ alarmId: "a-2", status: "sending", seenBy: "" });
  danger.answered("a-2", "raised", "");
  danger.stands("a-1", "raised", true);
  expect(danger.state).toMatchObject({ alarmId: "a-1", status: "raised" });
});

test("an alarm that rings and is not stored yet is said until it is", () => {
  const danger = new Danger(memory(SAFE));
  danger.raise("a-1", NOW, null);
  danger.answered("a-1", "raised", "", { unstored: true, seenBy: "", helpers: [] });
  expect(danger.mustSend).toBe(true);
  expect(sentence(danger.state)).toBe(t("campo.panic.unstored"));
  danger.stands("a-1", "raised", true, { unstored: false, seenBy: "", helpers: [] });
  expect(danger.mustSend).toBe(false);
});

test("who has seen an alarm is no help that is on its way; somebody who is on the way is", () => {
  const danger = new Danger(memory(SAFE));
  danger.raise("a-1", NOW, null);
  danger.answered("a-1", "acknowledged", "", { unstored: false, seenBy: "op-1", helpers: [] });
  expect(sentence(danger.state)).toBe(t("campo.panic.seenBy", { actor: "op-1" }));
  danger.stands("a-1", "acknowledged", true, { unstored: false, seenBy: "op-1", helpers: ["E-2", "E-3"] });
  expect(sentence(danger.state)).toBe(t("campo.panic.helped", { helpers: "E-2, E-3" }));
});

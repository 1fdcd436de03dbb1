import { afterEach, expect, test, vi } from "vitest";
import { Desk } from "../src/board/desk";
import { type Area, AreaDrawing, distanceM } from "../src/commands/area";
import { Draft } from "../src/commands/draft";
import { setLanguage } from "../src/i18n";
import { Api } from "../src/session/api";
import { ApiRefusal, fieldName, reasonOf, ruleText } from "../src/session/refusal";
import { storage } from "./memory";

const NOW = Date.parse("2026-11-24T12:00:00Z");
afterEach(() => vi.unstubAllGlobals());

test("a retry sends the very same command under the same id, whatever was typed meanwhile", () => {
  const draft = new Draft({ efectivos: ["E-1"] });
  draft.text = " Go ";
  draft.deadlineMin = 5;
  const first = draft.body(["E-1"], NOW);
  draft.text = "Stay";
  expect(draft.body(["E-2"], NOW + 60_000)).toEqual(first);
  expect(first).toMatchObject({ text: "Go", deadline: "2026-11-24T12:05:00.000Z", recipients: [{ kind: "Efectivo", value: "E-1" }] });
  draft.release();
  expect(draft.body(["E-2"], NOW).text).toBe("Stay");
});

test("an operation alone means its people", () => {
  expect(new Draft({ operationId: "OP-1" }).recipients([])).toEqual([{ kind: "Operation", value: "OP-1" }]);
});

test("a circle is two clicks, a polygon three and its closing", () => {
  const done: Area[] = [];
  const circle = new AreaDrawing("circle", (area) => done.push(area));
  circle.clicked({ latitude: 0, longitude: 0 });
  circle.moved({ latitude: 0, longitude: 0.01 });
  expect(circle.draft.value).toMatchObject({ kind: "circle", radiusM: 1112 });
  circle.clicked({ latitude: 0, longitude: 0.02 });
  expect(done).toMatchObject([{ kind: "circle", radiusM: 2224 }]);
  const polygon = new AreaDrawing("polygon", (area) => done.push(area));
  polygon.clicked({ latitude: 0, longitude: 0 });
  polygon.clicked({ latitude: 0, longitude: 1 });
  expect(polygon.finish()).toBe(false);
  polygon.clicked({ latitude: 1, longitude: 1 });
  polygon.clicked({ latitude: 9, longitude: 9 });
  polygon.back();
  expect(polygon.finish()).toBe(true);
  expect(done[1]).toMatchObject({ kind: "polygon", ring: [{ longitude: 0 }, { longitude: 1 }, { latitude: 1 }] });
});

test("distance is on the sphere of the whole system", () => {
  expect(distanceM({ latitude: 0, longitude: 0 }, { latitude: 90, longitude: 0 })).toBeCloseTo((6_371_008.8 * Math.PI) / 2, 3);
});

test("a request whose answer was lost is asked again under its id; after an answer a new one is made", async () => {
  const ids: string[] = [];
  const answers = [500, 503, 200, 200, 409, 200];
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
    ids.push((JSON.parse(String(init.body)) as { requestId: string }).requestId);
    const status = answers.shift()!;
    return Promise.resolve(new Response(JSON.stringify({}), { status }));
  });
  const desk = new Desk(new Api({ token: async () => "t", refused: async () => undefined }));
  const start = () => desk.move("OP-1", "start", "", false).catch(() => undefined);
  for (let i = 0; i < 6; i++) await start();
  expect(new Set(ids.slice(0, 3)).size).toBe(1);
  expect(new Set(ids).size).toBe(4);
});

test("a refusal names the field in the operator's language and keeps the rule", () => {
  vi.stubGlobal("localStorage", storage());
  const refusal = new ApiRefusal(409, "Refused by a rule", "", "plan.plannedEnd", "after the start");
  setLanguage("es");
  expect(reasonOf(refusal)).toBe("Fin previsto: after the start");
  expect(fieldName("recipients[3].value")).toBe("recipients[3].value");
  expect(fieldName("recipients[3]")).toBe("Destinatarios");
  expect(ruleText("a role that may do this")).toBe("hace falta una función que pueda hacerlo");
  setLanguage("en");
  expect(reasonOf(refusal)).toBe("Planned end: after the start");
  expect(ruleText("a role that may do this")).toBe("a role that may do this");
  setLanguage("es");
  expect(reasonOf(new TypeError("offline"))).toBe("sin respuesta de la central");
});

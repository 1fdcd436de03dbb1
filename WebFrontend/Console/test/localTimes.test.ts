import { expect, test } from "vitest";
import { clock, withLocalTimes } from "../src/ui/time";

test("instants in the centre's words are shown by the clock of who reads them, and nothing else is touched", () => {
  const now = new Date("2026-03-14T09:00:00Z");
  const local = clock("2026-03-14T12:30:00Z", now);
  expect(withLocalTimes("Operativo OP-1: Corte. Inicio previsto 2026-03-14T12:30Z. ¿Acepta?", now)).toBe(
    `Operativo OP-1: Corte. Inicio previsto ${local}. ¿Acepta?`,
  );
  expect(withLocalTimes("Legajo 2026-03-14, 12:30", now)).toBe("Legajo 2026-03-14, 12:30");
});

import type { Command } from "../src/board/model";

/** A critical order of 12:00, to be answered within 5 s, that ends at 12:02. */
export const command = (id: string, more: Partial<Command> = {}): Command => ({
  commandId: id,
  issuer: "operator-1",
  class: "Critical",
  kind: "Order",
  text: "Go",
  operationId: "",
  point: null,
  area: [],
  attachment: "",
  issuedAt: "2026-11-24T12:00:00.000Z",
  answerBy: "2026-11-24T12:00:05.000Z",
  deadline: "2026-11-24T12:02:00.000Z",
  escalatedFor: "",
  ...more,
});

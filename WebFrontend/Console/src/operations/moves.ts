import type { Desk, Move, OperationResource } from "../board/desk";
import type { OperationStatus } from "../board/model";
import { t } from "../i18n";
import { ApiRefusal, reasonOf } from "../session/refusal";
import { h } from "../ui/h";
import { askReason } from "../ui/reason";
import { type Spoken, spoken, spokenAt } from "../ui/spoken";

/** The moves of each status; the first is the expected one. */
const MOVES: Record<OperationStatus, readonly Move[]> = {
  Planned: ["start", "cancel"],
  InProgress: ["complete", "pause", "cancel"],
  Paused: ["resume", "complete", "cancel"],
  Completed: ["reopen"],
  Cancelled: [],
};
const NEEDS_REASON: readonly Move[] = ["cancel", "reopen"];
/** A supervisor may do these although something is missing, with a reason. */
const FORCEABLE: readonly Move[] = ["start", "complete"];

/** The buttons of an operation's life. A refusal says which rule, and offers to force where that is possible. */
export function moveButtons(o: OperationResource, desk: Desk, changed: (o: OperationResource) => void, redraw: () => void): HTMLElement {
  const act = async (move: Move, { asked, said }: Spoken): Promise<void> => {
    said.textContent = "";
    asked.replaceChildren();
    if (NEEDS_REASON.includes(move)) {
      askReason(asked, t("move.why", { move: t(`move.${move}`) }), async (reason) =>
        changed(await desk.move(o.operationId, move, reason, false)),
      );
      return;
    }
    try {
      changed(await desk.move(o.operationId, move, "", false));
    } catch (failure) {
      said.textContent = reasonOf(failure);
      if (failure instanceof ApiRefusal && failure.status === 409 && FORCEABLE.includes(move)) offerForce(move, asked);
    }
  };
  const offerForce = (move: Move, asked: HTMLElement): void =>
    askReason(asked, t("move.force", { move: t(`move.${move}`) }), async (reason) =>
      changed(await desk.move(o.operationId, move, reason, true)),
    );
  const buttons = MOVES[o.status].map((move, i) =>
    h(
      "button",
      {
        type: "button",
        class: i === 0 ? "primary" : "",
        "data-key": move,
        "data-move": move,
        "data-test": `move-${move}`,
        onclick: (event: Event) => void act(move, spokenAt(event)),
      },
      t(`move.${move}`),
    ),
  );
  const row = h("div", { class: "move-row", "data-rows": true, onrelease: redraw }, ...buttons);
  return h("div", { class: "moves", "data-spoken": true }, row, ...spoken("move-said"));
}

import type { Desk, Move, OperationResource } from "../board/desk";
import type { OperationStatus } from "../board/model";
import { t } from "../i18n";
import { ApiRefusal, reasonOf } from "../session/refusal";
import { h } from "../ui/h";
import { askReason } from "../ui/reason";

/** What can be done in each status; the first is the expected one. */
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
export function moveButtons(o: OperationResource, desk: Desk, changed: (o: OperationResource) => void): HTMLElement {
  const asked = h("div", {});
  const said = h("p", { class: "said refused", role: "alert", "data-test": "move-said" });
  const act = async (move: Move): Promise<void> => {
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
      if (failure instanceof ApiRefusal && failure.status === 409 && FORCEABLE.includes(move)) offerForce(move);
    }
  };
  const offerForce = (move: Move): void =>
    askReason(asked, t("move.force", { move: t(`move.${move}`) }), async (reason) =>
      changed(await desk.move(o.operationId, move, reason, true)),
    );
  const buttons = MOVES[o.status].map((move, i) =>
    h(
      "button",
      { type: "button", class: i === 0 ? "primary" : "", "data-move": move, "data-test": `move-${move}`, onclick: () => void act(move) },
      t(`move.${move}`),
    ),
  );
  return h("div", { class: "moves" }, h("div", { class: "move-row" }, ...buttons), said, asked);
}

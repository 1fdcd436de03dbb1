import { COMMAND_CLASSES, COMMAND_KINDS, type CommandClass, type CommandKind } from "../board/model";
import { t } from "../i18n";
import { field, select, textArea } from "../ui/form";
import { h } from "../ui/h";
import { FENCE_EVENT_KINDS, type FenceEventKind, type FenceReaction } from "./model";
import { recipientFields, type ShapeNow } from "./recipientFields";

const TEXT_MAX = 1_800;

/** The command that events of a fence send by themselves. Without ticked events there is none. */
export function reactionFields(
  reaction: FenceReaction | null,
  shape: () => ShapeNow,
): { element: HTMLElement; read: () => FenceReaction | null } {
  const on = FENCE_EVENT_KINDS.map((kind) =>
    h("input", { type: "checkbox", name: `on-${kind}`, checked: reaction?.on.includes(kind) ?? false }),
  );
  const recipients = recipientFields(reaction?.recipients ?? [], shape);
  const urgency = select("class", COMMAND_CLASSES, "class", reaction?.class ?? "Operational");
  const kind = select(
    "kind",
    COMMAND_KINDS.filter((k) => k !== "Proposal"),
    "kind",
    reaction?.kind ?? "Notice",
  );
  const text = textArea("text", reaction?.text ?? "", 2, TEXT_MAX);
  const element = h(
    "details",
    { class: "reaction", open: reaction !== null },
    h("summary", {}, t("fence.reaction")),
    h("p", { class: "hint" }, t("fence.reactionHint")),
    h(
      "div",
      { class: "ticks" },
      ...on.map((input, i) => h("label", { class: "tick-box" }, input, h("span", {}, t(`fenceEvent.${FENCE_EVENT_KINDS[i]!}`)))),
    ),
    h("div", { class: "pair" }, field("class", urgency), field("kind", kind)),
    recipients.element,
    field("text", text),
  );
  return {
    element,
    read: () => {
      const chosen = on.flatMap((input, i): FenceEventKind[] => (input.checked ? [FENCE_EVENT_KINDS[i]!] : []));
      if (chosen.length === 0) return null;
      return {
        on: chosen,
        class: urgency.value as CommandClass,
        kind: kind.value as CommandKind,
        text: text.value.trim(),
        recipients: recipients.read(),
      };
    },
  };
}

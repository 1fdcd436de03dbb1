import type { BoardStore } from "../board/boardStore";
import type { Desk, IssueResult } from "../board/desk";
import { COMMAND_CLASSES, type CommandClass, isClosed } from "../board/model";
import { t } from "../i18n";
import { ApiRefusal, reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { field } from "../ui/form";
import { h, setText } from "../ui/h";
import type { AreaDrawing } from "./area";
import { type Begin, Draft } from "./draft";
import { issueResult } from "./issueResult";
import { RecipientPicker } from "./recipientPicker";
import type { Selection } from "./selection";

export interface ComposerParts {
  board: BoardStore;
  desk: Desk;
  selection: Selection;
  now: () => number;
  /** Gives the map's clicks to choosing efectivos, to a drawing, or to nobody. */
  mapFor: (what: "choosing" | AreaDrawing | null) => void;
  /** Areas to be seen on the map. */
  areas: (draft: Draft | null) => void;
  showLadder: (commandId: string) => void;
}

const TEXT_MAX = 2_000;

/** Writes a command: to whom, how urgent, what. Control and Enter sends it. */
export class Composer implements SideView {
  readonly element: HTMLFormElement;
  private readonly draft: Draft;
  private readonly picker: RecipientPicker;
  private readonly text: HTMLTextAreaElement;
  private readonly send = h("button", { type: "submit", class: "primary send", "data-test": "send" });
  private readonly said = h("div", { role: "alert", "data-test": "composer-said" });

  constructor(
    begin: Begin,
    private readonly parts: ComposerParts,
  ) {
    this.draft = new Draft(begin);
    parts.selection.clear();
    parts.selection.add(begin.efectivos ?? []);
    parts.mapFor("choosing");
    this.text = h("textarea", {
      id: "f-text",
      name: "text",
      rows: 4,
      maxlength: TEXT_MAX,
      required: true,
      autofocus: true,
      "data-test": "text",
      oninput: () => this.typed(),
    });
    this.element = h("form", {
      class: "form composer",
      "data-test": "composer",
      onsubmit: (event: Event) => void this.submit(event),
      onkeydown: (event: KeyboardEvent) => this.key(event),
    });
    this.picker = new RecipientPicker(this.draft, { ...parts, changed: () => this.changed() });
    this.element.append(
      h("h2", {}, t("composer.title")),
      this.classes(),
      h("div", { class: "pair" }, this.kinds(), this.operation()),
      field("text", this.text),
      this.picker.element,
      this.times(),
      this.said,
      this.send,
    );
    this.changed();
  }

  label = (): string => t("composer.title");

  closed(): void {
    this.picker.end();
    this.parts.selection.clear();
    this.parts.mapFor(null);
    this.parts.areas(null);
  }

  private classes(): HTMLElement {
    const one = (name: CommandClass): HTMLElement =>
      h(
        "label",
        { class: "segment", "data-class": name },
        h("input", {
          type: "radio",
          name: "class",
          value: name,
          checked: name === this.draft.class,
          onchange: () => {
            this.draft.class = name;
            this.changed();
          },
        }),
        h("span", {}, t(`class.${name}`), h("small", {}, t(`composer.within.${name}`))),
      );
    return h("fieldset", { class: "segments" }, h("legend", {}, t("field.class")), ...COMMAND_CLASSES.map(one));
  }

  private kinds(): HTMLElement {
    const choice = h(
      "select",
      { id: "f-kind", onchange: () => (this.draft.kind = choice.value as "Order" | "Notice") },
      h("option", { value: "Order" }, t("composer.order")),
      h("option", { value: "Notice" }, t("composer.notice")),
    );
    return field("kind", choice);
  }

  private operation(): HTMLElement {
    const open = [...this.parts.board.operations.values()].filter((o) => !isClosed(o.status) || o.operationId === this.draft.operationId);
    const choice = h(
      "select",
      { id: "f-operationId", onchange: () => (this.draft.operationId = choice.value) },
      h("option", { value: "" }, t("card.none")),
      ...open.map((o) =>
        h("option", { value: o.operationId, selected: o.operationId === this.draft.operationId }, `${o.operationId} · ${o.title}`),
      ),
    );
    return field("operationId", choice);
  }

  private times(): HTMLElement {
    const within = h("input", {
      id: "f-answerWithinS",
      type: "number",
      min: 1,
      max: 86_400,
      placeholder: t("composer.byClass"),
      oninput: () => (this.draft.answerWithinS = Number(within.value) || null),
    });
    const until = h("input", {
      id: "f-deadlineMin",
      type: "number",
      min: 1,
      max: 10_080,
      placeholder: t("composer.byClass"),
      oninput: () => (this.draft.deadlineMin = Number(until.value) || null),
    });
    return h("div", { class: "pair" }, field("answerWithinS", within), field("deadlineMin", until));
  }

  private typed(): void {
    this.draft.text = this.text.value;
    this.changed();
  }

  private changed(): void {
    this.element.dataset["class"] = this.draft.class;
    const someone = this.draft.recipients(this.parts.selection.ids.value).length > 0;
    this.send.disabled = !someone || this.draft.text.trim() === "";
    setText(this.send, this.draft.isSent ? t("composer.again") : t("composer.send"));
    this.parts.areas(this.draft);
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!this.send.disabled) this.element.requestSubmit();
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.freeze(true);
    this.said.replaceChildren();
    try {
      const body = this.draft.body(this.parts.selection.ids.value, this.parts.now());
      this.issued(await this.parts.desk.issue(this.draft.commandId, body));
    } catch (failure) {
      // No answer: perhaps it was taken. Only the very same may be sent again, under the same id.
      const known = failure instanceof ApiRefusal && failure.status < 500;
      if (known) this.draft.release();
      this.freeze(!known);
      this.send.disabled = false;
      this.said.replaceChildren(
        h("p", { class: "said refused" }, known ? reasonOf(failure) : t("composer.unknown", { reason: reasonOf(failure) })),
      );
      setText(this.send, this.draft.isSent ? t("composer.again") : t("composer.send"));
    }
  }

  private issued(result: IssueResult): void {
    this.parts.mapFor(null);
    this.picker.end();
    this.element.replaceChildren(issueResult(result, this.parts.showLadder));
    this.element.querySelector<HTMLElement>("button")?.focus();
  }

  private freeze(on: boolean): void {
    for (const control of this.element.elements) (control as HTMLInputElement).disabled = on;
    this.parts.mapFor(on ? null : "choosing");
  }
}

import type { Desk, OperationPlan, OperationResource } from "../board/desk";
import { OPERATION_TYPES, type Place, PRIORITIES } from "../board/model";
import { changesOf } from "../edit/changes";
import { conflictPanel, plainWords } from "../edit/conflictPanel";
import { CodeTaken, create, save } from "../edit/saving";
import { has, type TextKey, t } from "../i18n";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { field, numberInput, select, textArea, textInput } from "../ui/form";
import { h, setText } from "../ui/h";
import { localInput } from "../ui/time";

export interface OperationFormParts {
  desk: Desk;
  /** Where a click on the map puts it; null ends that. */
  placing: (placed: ((at: Place) => void) | null) => void;
  placed: (at: Place | null) => void;
  planned: (o: OperationResource) => void;
}

const HOUR_MS = 3_600_000;

/** Plans a new operation, or changes the plan of one. Its place is a click on the map. */
export class OperationForm implements SideView {
  readonly element: HTMLElement;
  private point: Place | null;
  private readonly said = h("p", { class: "said refused", role: "alert", "data-test": "form-said" });
  private readonly conflict = h("div", {});
  private readonly saveButton = h("button", { type: "submit", class: "primary", "data-test": "form-save" }, t("form.save"));
  /** As the form showed it at first: what differs from it is what the person changed. */
  private readonly shown: OperationPlan;
  private readonly where = h("output", { "data-test": "form-point" });

  constructor(
    private readonly parts: OperationFormParts,
    private readonly known: OperationResource | null = null,
  ) {
    const plan = known?.plan;
    this.point = plan?.point ?? null;
    const start = plan ? new Date(plan.plannedStart) : new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS);
    const end = plan ? new Date(plan.plannedEnd) : new Date(start.getTime() + 2 * HOUR_MS);
    this.element = h(
      "form",
      { class: "form", "data-test": "operation-form", onsubmit: (event: Event) => void this.submit(event) },
      h("h2", {}, t(known ? "form.edit" : "form.new")),
      field(
        "code",
        textInput("code", known?.operationId ?? "", {
          required: true,
          maxlength: 20,
          minlength: 3,
          autofocus: true,
          readonly: known !== null,
          class: "upper",
        }),
      ),
      field("title", textInput("title", plan?.title ?? "", { required: true, maxlength: 200 })),
      h(
        "div",
        { class: "pair" },
        field("type", select("type", OPERATION_TYPES, "type", plan?.type ?? "Patrol")),
        field("priority", select("priority", PRIORITIES, "priority", plan?.priority ?? "Medium")),
      ),
      h(
        "div",
        { class: "pair" },
        field(
          "plannedStart",
          h("input", { id: "f-plannedStart", name: "plannedStart", type: "datetime-local", required: true, value: localInput(start) }),
        ),
        field(
          "plannedEnd",
          h("input", { id: "f-plannedEnd", name: "plannedEnd", type: "datetime-local", required: true, value: localInput(end) }),
        ),
      ),
      h(
        "div",
        { class: "pair" },
        field("commander", textInput("commander", plan?.commander ?? "", { class: "upper" })),
        field("jurisdiction", textInput("jurisdiction", plan?.jurisdiction ?? "")),
      ),
      h(
        "div",
        { class: "pair" },
        field("wanted", numberInput("wanted", plan?.wanted ?? 0, 0, 100)),
        field("wantedSkill", textInput("wantedSkill", plan?.wantedSkill ?? "")),
      ),
      h("p", { class: "place" }, h("span", { class: "key" }, t("field.point")), this.where),
      field("description", textArea("description", plan?.description ?? "", 3, 4000)),
      field("notes", textArea("notes", plan?.notes ?? "", 2, 4000)),
      this.said,
      this.conflict,
      h("div", { class: "move-row" }, this.saveButton),
    );
    this.shown = this.plan();
    this.show();
    parts.placing((at) => {
      this.point = at;
      this.show();
    });
  }

  label = (): string => t(this.known ? "form.edit" : "form.new");

  closed(): void {
    this.parts.placing(null);
    this.parts.placed(null);
  }

  private show(): void {
    setText(this.where, this.point ? `${this.point.latitude.toFixed(5)}, ${this.point.longitude.toFixed(5)}` : t("form.clickMap"));
    this.parts.placed(this.point);
  }

  private read = (name: string): string => String(new FormData(this.element as HTMLFormElement).get(name) ?? "").trim();

  private plan(): OperationPlan {
    const text = this.read;
    return {
      title: text("title"),
      description: text("description"),
      type: text("type") as OperationPlan["type"],
      priority: text("priority") as OperationPlan["priority"],
      plannedStart: new Date(text("plannedStart")).toISOString(),
      plannedEnd: new Date(text("plannedEnd")).toISOString(),
      point: this.point,
      area: this.known?.plan.area ?? [],
      commander: text("commander").toUpperCase(),
      jurisdiction: text("jurisdiction"),
      notes: text("notes"),
      wanted: Number(text("wanted") || 0),
      wantedSkill: text("wantedSkill"),
    };
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.said.textContent = "";
    this.saveButton.disabled = true;
    try {
      this.parts.planned(await (this.known ? this.change(this.known) : this.make()));
    } catch (failure) {
      this.said.textContent = failure instanceof CodeTaken ? t("conflict.taken", { who: failure.who || "—" }) : reasonOf(failure);
    } finally {
      this.saveButton.disabled = false;
      this.conflict.replaceChildren();
    }
  }

  private make(): Promise<OperationResource> {
    const { desk } = this.parts;
    const code = this.read("code").toUpperCase();
    const plan = this.plan();
    return create(
      () => desk.plan(code, plan),
      () => desk.theirs(code, 0),
      plan,
    );
  }

  private change({ operationId, plan, version }: OperationResource): Promise<OperationResource> {
    const { desk } = this.parts;
    return save(
      {
        mine: () => changesOf(this.shown, this.plan()),
        patch: (changes, of) => desk.replan(operationId, changes, of),
        read: (since) => desk.theirs(operationId, since),
        ask: (conflict, theirs) =>
          new Promise((chosen) => {
            const panel = conflictPanel(conflict, theirs, wordsOf, chosen);
            this.conflict.replaceChildren(panel);
            panel.focus();
          }),
      },
      plan,
      version,
    );
  }
}

/** Words of the catalogue where a value has them. */
function wordsOf(name: string, value: unknown): string {
  const key = `${name}.${String(value)}`;
  return has(key) ? t(key as TextKey) : plainWords(value);
}

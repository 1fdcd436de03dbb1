import type { Map as MapLibre } from "maplibre-gl";
import type { Place } from "../board/model";
import { changesOf } from "../edit/changes";
import { conflictPanel, plainWords } from "../edit/conflictPanel";
import { CodeTaken, create, save } from "../edit/saving";
import { t } from "../i18n";
import { AVAILABILITIES } from "../live/availability";
import { ApiRefusal, reasonOf } from "../session/refusal";
import type { AvailabilityName } from "../session/resources";
import type { SideView } from "../side";
import { field, select, textArea, textInput } from "../ui/form";
import { h } from "../ui/h";
import type { FenceDesk } from "./fenceDesk";
import { faultOf } from "./geometry";
import { type FenceFilter, type FencePlan, type FenceResource, OWNER_KINDS, type OwnerKind } from "./model";
import { reactionFields } from "./reactionFields";
import { UnreadCorners } from "./recipientFields";
import { scheduleFields } from "./scheduleFields";
import { ShapeField } from "./shapeField";
import { watchFields } from "./watchFields";

export interface FenceFormParts {
  map: MapLibre;
  desk: FenceDesk;
  /** Where a refused shape is broken; null: nowhere. */
  fault: (at: Place | null) => void;
  saved: (fence: FenceResource) => void;
  /** The map belongs to the drawing, or to everybody again. */
  drawing: (on: boolean) => void;
}

const BORDERS = {
  enter: true,
  exit: true,
  cross: false,
  dwellAfterS: null,
  voidBelow: null,
  crowdAbove: null,
  speedAboveMps: null,
  deviation: false,
};
const ALWAYS = { timeZone: "UTC", windows: [], from: null, until: null };

/** Draws a new fence, or changes one. */
export class FenceForm implements SideView {
  readonly element: HTMLElement;
  private readonly shape: ShapeField;
  private readonly watch;
  private readonly schedule;
  private readonly reaction;
  private readonly owner: HTMLSelectElement;
  private readonly ownerCode: HTMLInputElement;
  private readonly conflict = h("div", {});
  private readonly saveButton = h("button", { type: "submit", class: "primary", "data-test": "fence-save" }, t("form.save"));
  /** As the form showed it at first: what differs from it is what the person changed. */
  private readonly shown: FencePlan | null;
  private readonly said = h("p", { class: "said refused", role: "alert", "data-test": "fence-said" });

  constructor(
    private readonly parts: FenceFormParts,
    private readonly known: FenceResource | null,
    begin: { owner?: OwnerKind; code?: string } = {},
  ) {
    const plan = known?.plan;
    this.owner = select("owner", OWNER_KINDS, "owner", plan?.owner.kind ?? begin.owner ?? "Standing");
    this.ownerCode = textInput("ownerCode", plan?.owner.code ?? begin.code ?? "", { class: "upper", maxlength: 50 });
    this.shape = new ShapeField(parts.map, plan ?? null, () => this.owner.value === "Efectivo");
    this.watch = watchFields(plan?.watch ?? BORDERS);
    this.schedule = scheduleFields(plan?.schedule ?? ALWAYS);
    this.reaction = reactionFields(plan?.reaction ?? null, () => this.shape.read());
    this.owner.addEventListener("change", () => this.ownerChanged());
    this.element = h(
      "form",
      { class: "form fence-form", "data-test": "fence-form", novalidate: true, onsubmit: (event: Event) => void this.submit(event) },
      h("h2", {}, t(known ? "fence.edit" : "fence.new")),
      h(
        "div",
        { class: "pair" },
        field(
          "code",
          textInput("code", known?.fenceId ?? "", { maxlength: 50, autofocus: true, readonly: known !== null, class: "upper" }),
        ),
        field("name", textInput("name", plan?.name ?? "", { maxlength: 200 })),
      ),
      h("div", { class: "pair" }, field("owner", this.owner), field("ownerCode", this.ownerCode)),
      this.shape.element,
      this.watch.element,
      this.filter(plan?.filter),
      this.schedule.element,
      this.reaction.element,
      h(
        "div",
        { class: "pair" },
        field("jurisdiction", textInput("jurisdiction", plan?.jurisdiction ?? "")),
        field("notes", textArea("notes", plan?.notes ?? "", 1, 4000)),
      ),
      this.said,
      this.conflict,
      h("div", { class: "move-row sticky" }, this.saveButton),
    );
    this.ownerChanged();
    this.shown = known && this.plan();
    parts.drawing(true);
  }

  label = (): string => t(this.known ? "fence.edit" : "fence.new");

  closed(): void {
    this.shape.end();
    this.parts.drawing(false);
    this.parts.fault(null);
  }

  private ownerChanged(): void {
    this.ownerCode.closest<HTMLElement>(".field")!.hidden = this.owner.value === "Standing";
    this.shape.update();
  }

  private filter(filter: FenceFilter | undefined): HTMLElement {
    return h(
      "fieldset",
      { class: "filter" },
      h("legend", {}, t("fence.filter")),
      h(
        "div",
        { class: "ticks" },
        ...AVAILABILITIES.map((name) =>
          h(
            "label",
            { class: "tick-box" },
            h("input", { type: "checkbox", name: "availabilities", value: name, checked: filter?.availabilities.includes(name) ?? false }),
            h("span", {}, t(`availability.${name}`)),
          ),
        ),
      ),
      h(
        "div",
        { class: "pair" },
        field("units", textInput("units", filter?.units.join(", ") ?? "")),
        field("skill", textInput("skill", filter?.skill ?? "")),
      ),
      field("efectivos", textInput("efectivos", filter?.efectivos.join(", ") ?? "", { class: "upper" })),
    );
  }

  private plan(): FencePlan {
    const form = new FormData(this.element as HTMLFormElement);
    const text = (name: string): string => String(form.get(name) ?? "").trim();
    const words = (name: string): string[] =>
      text(name)
        .split(",")
        .map((w) => w.trim())
        .filter(Boolean);
    const kind = this.owner.value as OwnerKind;
    return {
      name: text("name"),
      ...this.shape.read(),
      owner: kind === "Standing" ? { kind } : { kind, code: text("ownerCode").toUpperCase() },
      schedule: this.schedule.read(),
      filter: {
        availabilities: form.getAll("availabilities") as AvailabilityName[],
        units: words("units"),
        skill: text("skill"),
        efectivos: words("efectivos").map((w) => w.toUpperCase()),
      },
      watch: this.watch.read(),
      reaction: this.reaction.read(),
      jurisdiction: text("jurisdiction"),
      notes: text("notes"),
    };
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(this.element as HTMLFormElement);
    const code = String(form.get("code") ?? "")
      .trim()
      .toUpperCase();
    this.said.textContent = "";
    this.parts.fault(null);
    if (!code) return this.refuse(t("fence.codeWanted"), "code");
    this.saveButton.disabled = true;
    try {
      this.parts.saved(await (this.known ? this.change(this.known) : this.make(code)));
    } catch (failure) {
      if (failure instanceof CodeTaken) return this.refuse(t("conflict.taken", { who: failure.who || "—" }), "code");
      if (failure instanceof UnreadCorners) return this.refuse(`${t("fence.areaCorners")}: ${t("fence.areaHint")}`, failure.input);
      const fault = failure instanceof ApiRefusal ? faultOf(failure.value) : null;
      this.parts.fault(fault);
      this.refuse(
        fault ? `${reasonOf(failure)} ${t("fence.fault")}` : reasonOf(failure),
        failure instanceof ApiRefusal ? failure.field : "",
      );
    } finally {
      this.saveButton.disabled = false;
      this.conflict.replaceChildren();
    }
  }

  private make(code: string): Promise<FenceResource> {
    const { desk } = this.parts;
    const plan = this.plan();
    return create(
      () => desk.create(code, plan),
      () => desk.theirs(code),
      plan,
    );
  }

  private change({ fenceId, plan, version }: FenceResource): Promise<FenceResource> {
    const { desk } = this.parts;
    return save(
      {
        mine: () => changesOf(this.shown ?? plan, this.plan()),
        patch: (changes, of) => desk.change(fenceId, changes, of),
        read: () => desk.theirs(fenceId),
        ask: (conflict, theirs) =>
          new Promise((chosen) => {
            const panel = conflictPanel(conflict, theirs, (_, value) => plainWords(value), chosen);
            this.conflict.replaceChildren(panel);
            panel.focus();
          }),
      },
      plan,
      version,
    );
  }

  /** In words, and by a mark at the field where there is one; the field is the path of a refusal, or itself. */
  private refuse(why: string, at: string | HTMLElement): void {
    this.said.textContent = why;
    for (const marked of this.element.querySelectorAll("[aria-invalid]")) marked.removeAttribute("aria-invalid");
    const input = typeof at === "string" ? this.fieldOf(at) : at;
    input?.setAttribute("aria-invalid", "true");
    input?.focus();
  }

  private fieldOf(path: string): HTMLElement | undefined {
    const names = path.replace(/\[\d+\]/g, "").split(".");
    return names
      .toReversed()
      .flatMap((name) => this.element.querySelector<HTMLElement>(`[name="${CSS.escape(FIELDS[name] ?? name)}"]`) ?? [])[0];
  }
}

/** Fields of the plan that have another name in the form. */
const FIELDS: Record<string, string> = {
  id: "code",
  geometry: "corners",
  coordinates: "corners",
  shape: "corners",
  dwellAfterS: "dwellMin",
  speedAboveMps: "speedKmh",
  owner: "ownerCode",
};

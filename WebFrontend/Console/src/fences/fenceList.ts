import { t } from "../i18n";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { h, setText } from "../ui/h";
import type { FenceDesk } from "./fenceDesk";
import { type FenceResource, shapeOf } from "./model";

export interface FenceListParts {
  desk: FenceDesk;
  open: (fence: FenceResource) => void;
  create: () => void;
  changed: () => void;
  showEvents: () => void;
}

const TYPING_MS = 250;

/** Fences by part of their code or name, and the ways to more of them: by drawing, or from a file. */
export class FenceList implements SideView {
  readonly element: HTMLElement;
  private readonly rows = h("div", { class: "fence-rows", "data-test": "fence-rows" });
  private readonly said = h("p", { class: "said", role: "status", "data-test": "fence-list-said" });
  private readonly more = h("button", { type: "button", hidden: true, onclick: () => void this.read(this.next) }, t("fences.more"));
  private readonly query = h("input", {
    id: "f-fence-query",
    type: "search",
    autofocus: true,
    autocomplete: "off",
    "data-test": "fence-query",
  });
  private next = "";
  private due: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(private readonly parts: FenceListParts) {
    const file = h("input", {
      id: "f-import",
      type: "file",
      accept: ".geojson,.json,application/geo+json",
      class: "visually-hidden",
      "data-test": "fence-import",
      onchange: () => void this.import(file),
    });
    this.query.addEventListener("input", () => {
      clearTimeout(this.due);
      this.due = setTimeout(() => void this.read(""), TYPING_MS);
    });
    this.element = h(
      "div",
      { class: "fence-list form", "data-test": "fence-list" },
      h("h2", {}, t("fences.title")),
      h(
        "div",
        { class: "move-row" },
        h("button", { type: "button", class: "primary", "data-test": "fence-new", onclick: parts.create }, t("fence.new")),
        h("button", { type: "button", onclick: parts.showEvents }, t("events.title")),
        h("label", { class: "file-button" }, file, h("span", {}, t("fences.import"))),
      ),
      h("div", { class: "field" }, h("label", { for: "f-fence-query" }, t("fences.search")), this.query),
      this.said,
      this.rows,
      this.more,
    );
    void this.read("");
  }

  label = (): string => t("fences.title");

  closed(): void {
    clearTimeout(this.due);
  }

  private async read(after: string): Promise<void> {
    const asked = ++this.asked;
    try {
      const page = await this.parts.desk.find(this.query.value.trim(), after);
      if (asked !== this.asked) return;
      const rows = page.fences.map((f) => this.row(f));
      if (after) this.rows.append(...rows);
      else this.rows.replaceChildren(...(rows.length > 0 ? rows : [h("p", { class: "nothing" }, t("fences.none"))]));
      this.next = page.next ?? "";
      this.more.hidden = !this.next;
    } catch (failure) {
      this.say(reasonOf(failure), true);
    }
  }

  private row(f: FenceResource): HTMLElement {
    const owner = f.plan.owner.kind === "Standing" ? "" : `${t(`owner.${f.plan.owner.kind}`)} ${f.plan.owner.code ?? ""}`;
    return h(
      "button",
      { type: "button", class: "fence-row", "data-fence": f.fenceId, "data-watching": f.watching, onclick: () => this.parts.open(f) },
      h(
        "span",
        { class: "fence-line" },
        h("b", {}, f.plan.name),
        h("span", { class: "badge" }, t(f.watching ? "fence.watching" : "fence.sleeping")),
      ),
      h("span", { class: "at" }, [f.fenceId, t(`shape.${shapeOf(f.plan.geometry)}`), owner].filter(Boolean).join(" · ")),
    );
  }

  private async import(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (!file) return;
    input.value = "";
    this.say(t("do.reading"), false);
    try {
      const answer = await this.parts.desk.import(JSON.parse(await file.text()), "");
      const refused = answer.fences.filter((f) => f.rule);
      this.say(
        refused.length > 0
          ? t("fences.importedSome", { n: answer.fences.length - refused.length, bad: refused.length, why: refused[0]!.rule })
          : t("fences.imported", { n: answer.fences.length }),
        refused.length > 0,
      );
      this.parts.changed();
      void this.read("");
    } catch (failure) {
      this.say(failure instanceof SyntaxError ? t("fences.notJson") : reasonOf(failure), true);
    }
  }

  private say(text: string, refused: boolean): void {
    this.said.classList.toggle("refused", refused);
    setText(this.said, text);
  }
}

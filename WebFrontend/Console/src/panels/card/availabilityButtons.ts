import { t } from "../../i18n";
import { AVAILABILITIES, numberOf } from "../../live/availability";
import type { Api } from "../../session/api";
import { ApiRefusal, reasonOf } from "../../session/refusal";
import type { AvailabilityName } from "../../session/resources";
import { glyph } from "../../ui/glyph";
import { h } from "../../ui/h";

/** The four availabilities as buttons; a refusal is shown in the server's words and nothing changes on screen before it is true. */
export class AvailabilityButtons {
  readonly element = h("div", { class: "availability" });
  private readonly said = h("p", { class: "said", role: "status", "aria-live": "polite", "data-test": "availability-said" });
  private current: AvailabilityName | null = null;
  private efectivoId = "";

  constructor(private readonly api: Api) {}

  show(efectivoId: string, current: AvailabilityName | null): void {
    if (efectivoId === this.efectivoId && current === this.current) return;
    if (efectivoId !== this.efectivoId) this.said.textContent = "";
    this.efectivoId = efectivoId;
    this.current = current;
    this.draw();
  }

  draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.["availability"];
    const buttons = AVAILABILITIES.map((name) =>
      h(
        "button",
        { type: "button", "data-availability": name, "aria-pressed": String(name === this.current), onclick: () => void this.change(name) },
        glyph(numberOf(name)),
        t(`availability.${name}`),
      ),
    );
    this.element.replaceChildren(
      h("h3", {}, t("card.change")),
      h("div", { class: "choices", role: "group", "aria-label": t("card.change") }, ...buttons),
      this.said,
    );
    if (focused) buttons.find((b) => b.dataset["availability"] === focused)?.focus();
  }

  private async change(availability: AvailabilityName): Promise<void> {
    if (availability === this.current) return;
    const id = this.efectivoId;
    try {
      await this.api.put(`/api/v1/efectivos/${encodeURIComponent(id)}/availability`, { availability, reason: "" });
      this.say(id, t("card.changed", { availability: t(`availability.${availability}`) }), false);
    } catch (failure) {
      const key = failure instanceof ApiRefusal ? "card.refused" : "card.failed";
      this.say(id, t(key, { reason: reasonOf(failure) }), true);
    }
  }

  private say(id: string, text: string, refused: boolean): void {
    if (id !== this.efectivoId) return;
    this.said.textContent = text;
    this.said.classList.toggle("refused", refused);
  }
}

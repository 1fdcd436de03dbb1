import { language, t } from "../../i18n";
import { duration } from "../../i18n/duration";
import { nameOf, numberOf } from "../../live/availability";
import type { ServerClock } from "../../live/clock";
import { type FreshnessLimits, freshnessOf } from "../../live/freshness";
import { type Efectivo, hasPosition } from "../../live/sighting";
import type { LiveStore } from "../../live/store";
import type { Api } from "../../session/api";
import { reasonOf } from "../../session/refusal";
import type { CheckInResource, EfectivoResource } from "../../session/resources";
import { closesOnEscape } from "../../ui/escape";
import { glyph } from "../../ui/glyph";
import { h, setText } from "../../ui/h";
import { AvailabilityButtons } from "./availabilityButtons";
import { deviceRefused, liveFacts } from "./facts";

/** How often an open card looks whether its device is refused, ms. */
const DEVICE_MS = 10_000;

const FRESHNESS = ["Live", "Stale", "Lost"] as const;

export interface CardParts {
  store: LiveStore;
  api: Api;
  clock: ServerClock;
  limits: () => FreshnessLimits;
  centre: (e: Efectivo) => void;
  closed: () => void;
  /** Begins a command to this efectivo. */
  order: (efectivoId: string) => void;
}

/** One efectivo, live: what the store says now, beside the profile that was read once. */
export class Card {
  private id: string | null = null;
  private profile: EfectivoResource | null = null;
  private checkIn: CheckInResource | null = null;
  private failure = "";
  private readonly buttons: AvailabilityButtons;
  private openedFrom: Element | null = null;
  private unescape: () => void = () => {};

  constructor(
    private readonly root: HTMLElement,
    private readonly parts: CardParts,
  ) {
    this.buttons = new AvailabilityButtons(parts.api);
    root.tabIndex = -1;
    setInterval(() => this.tick(), 500);
    setInterval(() => void this.readAgain(), DEVICE_MS);
    language.watch(() => this.id && this.draw());
  }

  /** Shows it at once; the answer is the profile, or null when it could not be read or another card was opened meanwhile. */
  open(id: string): Promise<EfectivoResource | null> {
    if (this.id === null) {
      this.openedFrom = document.activeElement;
      this.unescape = closesOnEscape(() => this.close());
    }
    this.id = id;
    this.profile = null;
    this.checkIn = null;
    this.failure = "";
    this.root.hidden = false;
    this.draw();
    this.root.focus({ preventScroll: true });
    return this.read(id);
  }

  close(): void {
    if (this.id === null) return;
    this.unescape();
    this.id = null;
    this.root.hidden = true;
    if (this.openedFrom instanceof HTMLElement) this.openedFrom.focus({ preventScroll: true });
    this.parts.closed();
  }

  private async read(id: string): Promise<EfectivoResource | null> {
    try {
      const path = `/api/v1/efectivos/${encodeURIComponent(id)}`;
      const [profile, checkIn] = await Promise.all([
        this.parts.api.get<EfectivoResource>(path),
        this.parts.api.get<CheckInResource>(`${path}/check-in`).catch(() => null),
      ]);
      if (this.id === id) [this.profile, this.checkIn] = [profile, checkIn];
    } catch (failure) {
      if (this.id === id) this.failure = reasonOf(failure);
    }
    if (this.id !== id) return null;
    this.draw();
    return this.profile;
  }

  private draw(): void {
    const id = this.id!;
    const e = this.parts.store.efectivos.get(id);
    const availability = e ? nameOf(e.availability) : (this.profile?.availability ?? "Unknown");
    const known = availability === "Unknown" ? null : availability;
    this.root.setAttribute("aria-label", t("card.label", { code: id }));
    this.root.dataset["efectivo"] = id;
    this.buttons.show(id, known);
    this.buttons.draw();
    const parts: (HTMLElement | null)[] = [
      h(
        "header",
        {},
        h(
          "div",
          { class: "card-title" },
          glyph(known ? numberOf(known) : 0),
          h("h2", { "data-test": "card-code" }, id),
          h("span", { class: "freshness", "data-fact": "freshness" }),
        ),
        h(
          "button",
          { type: "button", class: "icon", "aria-label": t("card.close"), title: `${t("card.close")} (Esc)`, onclick: () => this.close() },
          "×",
        ),
      ),
      h("p", { class: "card-name" }, this.profile?.displayName || e?.name || ""),
      h("p", { class: "card-unit" }, [this.profile?.rank, this.profile?.unit || e?.unit].filter(Boolean).join(" · ")),
      h("dl", { class: "facts" }),
      h("p", { class: "said refused", role: "status", "data-test": "card-device", hidden: true }),
      this.failure ? h("p", { class: "said refused", role: "status" }, t("card.unreadable", { reason: this.failure })) : null,
      this.profileFacts(),
      this.buttons.element,
      h(
        "div",
        { class: "card-do" },
        h("button", { type: "button", onclick: () => this.centre() }, t("card.centre")),
        h("button", { type: "button", "data-test": "card-order", onclick: () => this.id && this.parts.order(this.id) }, t("card.order")),
      ),
    ];
    this.root.replaceChildren(...parts.filter((part) => part !== null));
    this.showDevice();
    this.tick();
  }

  /** In place, so that neither focus nor a selection is lost. */
  private showDevice(): void {
    const line = this.root.querySelector<HTMLElement>('[data-test="card-device"]');
    if (!line) return;
    const refused = this.profile?.refusedDevice ?? null;
    line.hidden = refused === null;
    setText(line, refused ? deviceRefused(refused) : "");
  }

  /** Reads the profile again, because the device goes on while the card is open. */
  private async readAgain(): Promise<void> {
    const id = this.id;
    if (!id || !this.profile) return;
    try {
      const profile = await this.parts.api.get<EfectivoResource>(`/api/v1/efectivos/${encodeURIComponent(id)}`);
      if (this.id !== id) return;
      this.profile = profile;
      this.showDevice();
    } catch {
      // The next look, or the link's own words, will tell.
    }
  }

  private profileFacts(): HTMLElement | null {
    const p = this.profile;
    if (!p) return null;
    const asked = this.checkIn;
    const facts = [
      ["card.skills", (p.skills ?? []).join(", ")],
      ["card.specialties", (p.specialties ?? []).join(", ")],
      ["card.jurisdiction", p.jurisdiction],
      ["card.checkIn", asked && asked.everyS > 0 ? t("card.checkInEvery", { time: duration(asked.everyS), actor: asked.setBy }) : ""],
    ] as const;
    const known = facts.filter(([, value]) => value);
    return known.length === 0
      ? null
      : h("dl", { class: "facts profile" }, ...known.flatMap(([key, value]) => [h("dt", {}, t(key)), h("dd", {}, value)]));
  }

  private centre(): void {
    const e = this.id ? this.parts.store.efectivos.get(this.id) : undefined;
    if (e && hasPosition(e)) this.parts.centre(e);
  }

  /** Updates the live facts in place, so that neither focus nor a selection is lost. */
  private tick(): void {
    if (!this.id) return;
    const e = this.parts.store.efectivos.get(this.id);
    const list = this.root.querySelector("dl.facts")!;
    const badge = this.root.querySelector<HTMLElement>(".freshness")!;
    if (!e || !hasPosition(e)) {
      list.replaceChildren(h("dt", {}, t("card.coordinates")), h("dd", {}, t("card.noPosition")));
      badge.textContent = "";
      return;
    }
    const shown = this.root.querySelector(".card-title .glyph")!;
    if (!shown.classList.contains(`availability-${e.availability}`)) shown.replaceWith(glyph(e.availability));
    const known = nameOf(e.availability);
    this.buttons.show(this.id, known === "Unknown" ? null : known);
    const ageS = (this.parts.clock.now() - e.timeMs) / 1000;
    const fresh = FRESHNESS[freshnessOf(ageS, this.parts.limits())];
    badge.dataset["freshness"] = fresh;
    setText(badge, t(`freshness.${fresh}`));
    const facts = liveFacts(e, ageS);
    if (list.children.length !== facts.length * 2) {
      list.replaceChildren(...facts.flatMap(([key]) => [h("dt"), h("dd", { "data-fact": key.slice(5) })]));
    }
    facts.forEach(([key, value], i) => {
      setText(list.children[2 * i]!, t(key));
      setText(list.children[2 * i + 1]!, value);
    });
  }
}

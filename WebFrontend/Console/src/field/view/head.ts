import { language, setLanguage, t } from "../../i18n";
import { signal } from "../../signal";
import { h, setText } from "../../ui/h";
import type { FieldLink } from "../fieldLink";
import type { FieldState } from "../fieldState";
import type { Position } from "../position";

export interface HeadParts {
  code: string;
  link: FieldLink;
  state: FieldState;
  position: Position;
  leave: () => void;
}

/** The efectivo, whether the centre receives it, and whether its place is known: always on top. */
export function head(parts: HeadParts): { element: HTMLElement; draw: () => void } {
  const { link, state, position } = parts;
  const linkText = h("span", { role: "status", "data-test": "campo-link" });
  const linkPill = h("div", { class: "state" }, h("span", { class: "dot", "aria-hidden": "true" }), linkText);
  const placeText = h("span", { "data-test": "campo-place" });
  const placePill = h(
    "button",
    { type: "button", class: "state place", onclick: () => position.start() },
    h("span", { class: "dot", "aria-hidden": "true" }),
    placeText,
  );
  const leave = h("button", { type: "button", onclick: parts.leave });
  const tongue = h("button", { type: "button", onclick: () => setLanguage(language.value === "es" ? "en" : "es") });
  const menu = h("div", { class: "menu" }, tongue, leave);
  const open = signal(false);
  const code = h("button", { type: "button", class: "who", "data-test": "campo-code", onclick: () => open.set(!open.value) }, parts.code);
  const element = h("header", { class: "head" }, code, linkPill, placePill, menu);

  const draw = (): void => {
    const silent = link.attached.value && link.silent.value;
    const live = link.attached.value && !silent;
    linkPill.dataset["state"] = live ? "live" : silent ? "reconnecting" : link.state.value;
    setText(
      linkText,
      silent
        ? t("campo.noCentre")
        : live
          ? state.unsent > 0
            ? t("campo.sending", { n: state.unsent })
            : t("campo.live")
          : offline(state.unsent),
    );
    placePill.dataset["state"] =
      position.state.value === "known"
        ? "live"
        : position.state.value === "denied" || position.state.value === "absent"
          ? "bad"
          : "connecting";
    setText(placeText, placeOf(position));
    menu.hidden = !open.value;
    code.setAttribute("aria-expanded", String(open.value));
    setText(leave, t("campo.leave"));
    setText(tongue, t("tool.language"));
  };
  open.watch(draw);
  language.watch(draw);
  position.state.watch(draw);
  position.accuracyM.watch(draw);
  link.state.watch(draw);
  link.silent.watch(draw);
  return { element, draw };
}

const offline = (unsent: number): string => (unsent > 0 ? t("campo.offlineWaiting", { n: unsent }) : t("campo.offline"));

function placeOf(position: Position): string {
  if (position.state.value !== "known") return t(`campo.place.${position.state.value}`);
  return t("campo.place.known", { m: Math.round(position.accuracyM.value ?? 0) });
}

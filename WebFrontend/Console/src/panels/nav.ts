import { language, type TextKey, t } from "../i18n";
import { h, setText } from "../ui/h";
import type { Sound } from "../ui/sound";

export interface NavWays {
  board: () => void;
  compose: () => void;
  commands: () => void;
}

const SOUND_WORD = { locked: "sound.wants", on: "sound.on", muted: "sound.off" } as const;

/** The desk's ways in, each with its key, and whether alarms can be heard. */
export function nav(on: NavWays, sound: Sound): HTMLElement {
  const bell = h("button", { type: "button", class: "tool bell", "data-test": "sound", onclick: () => sound.toggle() });
  const draw = (): void => {
    bell.dataset["state"] = sound.state.value;
    bell.title = t("sound.title");
    bell.setAttribute("aria-pressed", String(sound.state.value === "on"));
    setText(bell, t(SOUND_WORD[sound.state.value]));
  };
  language.watch(draw);
  sound.state.watch(draw);
  return h(
    "nav",
    { class: "ways" },
    way("nav.board", "O", "nav-board", on.board),
    way("nav.compose", "N", "nav-compose", on.compose),
    way("nav.commands", "L", "nav-commands", on.commands),
    bell,
  );
}

/** A way into something, with its key. */
export function way(key: TextKey, letter: string, test: string, act: () => void): HTMLElement {
  const word = h("span", {});
  language.watch(() => setText(word, t(key)));
  return h(
    "button",
    { type: "button", class: "tool way", "data-test": test, "aria-keyshortcuts": letter, onclick: act },
    word,
    h("kbd", { "aria-hidden": "true" }, letter),
  );
}

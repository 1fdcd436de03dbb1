import { language, t } from "../i18n";
import { field, textInput } from "../ui/form";
import { h, setText } from "../ui/h";
import { localInput } from "../ui/time";
import { type FenceSchedule, type FenceWindow, WEEKDAYS, type Weekday } from "./model";

const WINDOWS_MAX = 100;

/** When a fence watches: windows of the week by the clock of the place; none: always. */
export function scheduleFields(schedule: FenceSchedule): { element: HTMLElement; read: () => FenceSchedule } {
  const zone = textInput(
    "timeZone",
    schedule.windows.length > 0 ? schedule.timeZone : Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
  );
  const from = momentInput("validFrom", schedule.from);
  const until = momentInput("validUntil", schedule.until);
  const rows = h("ul", { class: "windows" });
  const always = h("p", { class: "hint" }, t("fence.always"));
  const add = (window: FenceWindow): void => {
    if (rows.children.length >= WINDOWS_MAX) return;
    const day = h(
      "select",
      { "aria-label": t("field.day"), name: "day" },
      ...WEEKDAYS.map((d) => h("option", { value: d, selected: d === window.day }, t(`day.${d}`))),
    );
    const time = (name: "from" | "to"): HTMLInputElement =>
      h("input", {
        "aria-label": t(`field.${name}`),
        name,
        value: window[name],
        pattern: "[0-2][0-9]:[0-5][0-9]",
        maxlength: 5,
        size: 5,
        required: true,
        placeholder: "hh:mm",
      });
    const row = h(
      "li",
      {},
      day,
      time("from"),
      h("span", { "aria-hidden": "true" }, "–"),
      time("to"),
      h(
        "button",
        {
          type: "button",
          class: "icon",
          "aria-label": t("fence.windowRemove"),
          onclick: () => {
            row.remove();
            draw();
          },
        },
        "×",
      ),
    );
    rows.append(row);
    draw();
  };
  const draw = (): void => {
    const any = rows.children.length > 0;
    always.hidden = any;
    zone.closest<HTMLElement>(".field")!.hidden = !any;
    const now = element.querySelector<HTMLElement>("[data-test=zone-now]")!;
    now.hidden = !any;
    setText(now, timeIn(zone.value.trim()));
  };
  const next = (): FenceWindow => {
    const last = read().windows.at(-1);
    return last ? { ...last, day: WEEKDAYS[(WEEKDAYS.indexOf(last.day) + 1) % 7]! } : { day: "Monday", from: "08:00", to: "20:00" };
  };
  const read = (): FenceSchedule => ({
    timeZone: zone.value.trim() || "UTC",
    windows: [...rows.children].map((row) => {
      const value = (name: string): string => row.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`)!.value;
      return { day: value("day") as Weekday, from: value("from"), to: value("to") };
    }),
    from: readMoment(from.value, schedule.from),
    until: readMoment(until.value, schedule.until),
  });
  const element = h(
    "fieldset",
    { class: "schedule" },
    h("legend", {}, t("fence.schedule")),
    always,
    rows,
    field("timeZone", zone),
    h("p", { class: "hint", "data-test": "zone-now" }, ""),
    h(
      "div",
      { class: "move-row" },
      h("button", { type: "button", "data-test": "add-window", onclick: () => add(next()) }, t("fence.windowAdd")),
    ),
    h("div", { class: "pair" }, field("validFrom", from), field("validUntil", until)),
    h("p", { class: "hint" }, t("fence.validHint", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC" })),
  );
  zone.addEventListener("input", () => draw());
  for (const window of schedule.windows) add(window);
  draw();
  return { element, read };
}

/** The time in a zone, so that nobody takes the windows for his own clock's. */
export function timeIn(zone: string, now: Date = new Date()): string {
  try {
    const time = new Intl.DateTimeFormat(language.value, { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(
      now,
    );
    return t("fence.zoneNow", { zone, time });
  } catch {
    return t("fence.zoneUnknown", { zone });
  }
}

const momentInput = (name: string, iso: string | null): HTMLInputElement =>
  h("input", { id: `f-${name}`, name, type: "datetime-local", value: iso ? localInput(new Date(iso)) : "", "data-test": name });

/** One that was not touched stays what it was, to the second. */
export function readMoment(local: string, was: string | null): string | null {
  if (local === "") return null;
  return was !== null && localInput(new Date(was)) === local ? was : new Date(local).toISOString();
}

import { t } from "../i18n";
import { field, textInput } from "../ui/form";
import { h } from "../ui/h";
import { type FenceSchedule, type FenceWindow, WEEKDAYS, type Weekday } from "./model";

const WINDOWS_MAX = 100;

/** When a fence watches: windows of the week by the clock of the place; none: always. */
export function scheduleFields(schedule: FenceSchedule): { element: HTMLElement; read: () => FenceSchedule } {
  const zone = textInput(
    "timeZone",
    schedule.windows.length > 0 ? schedule.timeZone : Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
  );
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
    from: schedule.from,
    until: schedule.until,
  });
  const element = h(
    "fieldset",
    { class: "schedule" },
    h("legend", {}, t("fence.schedule")),
    always,
    rows,
    field("timeZone", zone),
    h(
      "div",
      { class: "move-row" },
      h("button", { type: "button", "data-test": "add-window", onclick: () => add(next()) }, t("fence.windowAdd")),
    ),
  );
  for (const window of schedule.windows) add(window);
  draw();
  return { element, read };
}

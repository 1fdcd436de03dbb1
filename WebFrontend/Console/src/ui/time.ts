const two = (n: number): string => String(n).padStart(2, "0");

/** Local time of day; with the day when it is another one than today. */
export function clock(iso: string, now: Date = new Date()): string {
  const d = new Date(iso);
  if (Number.isNaN(d.getTime())) return "—";
  const time = `${two(d.getHours())}:${two(d.getMinutes())}`;
  return d.toDateString() === now.toDateString() ? time : `${two(d.getDate())}/${two(d.getMonth() + 1)} ${time}`;
}

/** Words with every instant in them as the local time: the centre writes instants, people read clocks. */
export const withLocalTimes = (text: string, now?: Date): string =>
  text.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z/g, (instant) => clock(instant, now));

/** With seconds: for what happened. */
export function moment(iso: string): string {
  const d = new Date(iso);
  return Number.isNaN(d.getTime()) ? "—" : `${clock(iso)}:${two(d.getSeconds())}`;
}

/** As `<input type="datetime-local">` wants it. */
export const localInput = (d: Date): string =>
  `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;

import { language, type TextKey, t } from "../i18n";
import type { LiveLink } from "../live/link";
import type { Signal } from "../signal";
import { h, setText } from "../ui/h";

/** The warnings that an operator must know before trusting the map. */
export function banners(root: HTMLElement, link: LiveLink, volatile: Signal<boolean>, moreFences: Signal<boolean>): void {
  const show = (key: TextKey, kind: string) => {
    const banner = h("p", { class: `banner ${kind}`, role: "status", "data-test": `banner-${kind}`, hidden: true });
    root.append(banner);
    return (shown: boolean, fill: Record<string, string> = {}): void => {
      banner.hidden = !shown;
      setText(banner, shown ? t(key, fill).trim() : "");
    };
  };
  const reconnecting = show("banner.reconnecting", "reconnecting");
  const degraded = show("banner.degraded", "degraded");
  const silent = show("banner.cluster", "cluster");
  const fencesMissing = show("banner.fences", "fences");
  const nothingKept = show("banner.volatile", "volatile");
  const draw = (): void => {
    reconnecting(link.state.value === "reconnecting");
    const { is, reason } = link.degraded.value;
    degraded(is && reason !== "cluster", { reason });
    silent(is && reason === "cluster");
    fencesMissing(moreFences.value);
    nothingKept(volatile.value);
  };
  link.state.watch(draw);
  link.degraded.watch(draw);
  volatile.watch(draw);
  moreFences.watch(draw);
  language.watch(draw);
}

import { closesOnEscape } from "./ui/escape";
import { h } from "./ui/h";

/** A view that the side panel can show. It is made when it opens and thrown away when it closes. */
export interface SideView {
  /** Names it for a screen reader. */
  readonly label: () => string;
  readonly element: HTMLElement;
  closed?: () => void;
}

/** The panel at the right of the map: one view at a time. */
export class Side {
  private view: SideView | null = null;
  private unescape: () => void = () => {};
  private openedFrom: Element | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly closeLabel: () => string,
  ) {
    root.tabIndex = -1;
  }

  show(view: SideView): void {
    if (this.view) this.view.closed?.();
    else {
      this.openedFrom = document.activeElement;
      this.unescape = closesOnEscape(() => this.close());
    }
    this.view = view;
    const close = h(
      "button",
      {
        type: "button",
        class: "icon side-close",
        "aria-label": this.closeLabel(),
        title: `${this.closeLabel()} (Esc)`,
        onclick: () => this.close(),
      },
      "×",
    );
    this.root.replaceChildren(close, view.element);
    this.root.setAttribute("aria-label", view.label());
    this.root.hidden = false;
    document.body.classList.add("has-side");
    this.root.focus({ preventScroll: true });
    view.element.querySelector<HTMLElement>("[autofocus]")?.focus({ preventScroll: true });
  }

  close(): void {
    if (!this.view) return;
    const view = this.view;
    this.view = null;
    this.unescape();
    this.root.hidden = true;
    this.root.replaceChildren();
    document.body.classList.remove("has-side");
    view.closed?.();
    if (this.openedFrom instanceof HTMLElement) this.openedFrom.focus({ preventScroll: true });
  }

  isShowing = (view: SideView): boolean => this.view === view;
}

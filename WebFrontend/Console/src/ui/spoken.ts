import { h } from "./h";

/** Where a part of a panel asks for a reason and shows a refusal: both outlive every new drawing of it. */
export interface Spoken {
  asked: HTMLElement;
  said: HTMLElement;
}

/** The two places, for an element marked `data-spoken`. A message is gone when it is about another state than `about`. */
export const spoken = (test?: string, about = ""): HTMLElement[] => [
  h("p", { class: "said refused", role: "alert", "data-key": "said", "data-kept": about, "data-test": test }),
  h("div", { class: "asked", "data-key": "asked", "data-kept": true }),
];

/** Those of the part in which something was pressed, as they are on screen now. */
export function spokenAt(event: Event): Spoken {
  const part = (event.currentTarget as Element).closest("[data-spoken]")!;
  return { asked: part.querySelector<HTMLElement>("[data-key=asked]")!, said: part.querySelector<HTMLElement>("[data-key=said]")! };
}

import type { Child } from "./h";
import { listenAs } from "./listen";
import { isHeld, underPointer, whenLeft } from "./pointer";

/**
 * Shows other children in place. A child that is there already stays the same element: a click that began on it ends on it, and focus, scroll
 * and what is being written are kept. Elements are the same when `data-key` (else id) says so; of the others, those that can be
 * pressed when they say the same, the rest by their order. One marked `data-own` was made once and is never taken for another.
 *
 * A listener asks `event.currentTarget` for its element: the one on screen may have been made by an earlier drawing.
 *
 * What stands in an element marked `data-kept` (a reason being asked for, a refusal) is left alone while the mark's value is the same.
 *
 * In a list marked `data-rows` nothing comes, goes or moves while the pointer is over it, though every row keeps telling the truth.
 * The `waiting` event carries how many wait; when the pointer has left, `release` asks for a new drawing. In one marked
 * `data-rows="append"` what is new comes at once, below the others.
 */
export function patch(root: Element, ...children: Child[]): void {
  const focused = root.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  const still = underPointer(root);
  const before = still?.getBoundingClientRect().top ?? 0;
  place(root, children.filter((c): c is Node | string => c !== null && c !== undefined && c !== false).map(nodeOf));
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
  if (still?.isConnected) keepInPlace(still, before);
}

const PRESSED = "a,button,input,select,textarea,summary,label";

const nodeOf = (child: Node | string): Node => (typeof child === "string" ? document.createTextNode(child) : child);

function place(parent: Element, wanted: readonly Node[]): void {
  const old = [...parent.childNodes];
  const same = matches(old, wanted);
  for (const [node, known] of same) if (node !== known) become(known, node);
  const staying = new Set(same.values());
  const fresh = wanted.filter((node) => !same.has(node));
  const gone = old.filter((node) => !staying.has(node));
  const orders = wanted.flatMap((node) => same.get(node) ?? []);
  const before = old.filter((node) => staying.has(node));
  const moved = orders.some((node, i) => node !== before[i]);
  if (parent.hasAttribute("data-rows") && old.some(isRow) && isHeld(parent)) {
    const comes = parent.getAttribute("data-rows") === "append";
    for (const node of old) mark(node, !staying.has(node));
    if (comes) parent.append(...fresh);
    else told(parent, fresh.length);
    if (fresh.length > 0 || gone.length > 0 || moved) whenLeft(parent, () => parent.dispatchEvent(new CustomEvent("release")));
    return;
  }
  if (parent.hasAttribute("data-rows")) told(parent, 0);
  for (const node of gone) parent.removeChild(node);
  let next: Node | null = parent.firstChild;
  for (const node of wanted) {
    const shown = same.get(node) ?? node;
    mark(shown, false);
    if (shown === next) next = next.nextSibling;
    else parent.insertBefore(shown, next);
  }
}

const isOwn = (node: Node): boolean => node instanceof Element && node.hasAttribute("data-own");
const isRow = (node: Node): boolean => node instanceof Element && node.hasAttribute("data-key");

/** Which child stays for which wanted one. */
function matches(old: readonly Node[], wanted: readonly Node[]): Map<Node, Node> {
  const free = new Map<string, Node[]>();
  const here = new Set(wanted);
  const shown = new Set<Node>(old);
  for (const node of old) {
    if (here.has(node) || isOwn(node)) continue;
    const key = keyOf(node);
    const alike = free.get(key);
    if (alike) alike.push(node);
    else free.set(key, [node]);
  }
  const same = new Map<Node, Node>();
  for (const node of wanted) {
    const known = shown.has(node) ? node : isOwn(node) ? undefined : free.get(keyOf(node))?.shift();
    if (known) same.set(node, known);
  }
  return same;
}

function keyOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName;
  const key = node.getAttribute("data-key") ?? node.id;
  if (key) return `${node.nodeName} ${key}`;
  if (!node.matches(PRESSED)) return node.nodeName;
  return [
    node.nodeName,
    "",
    node.getAttribute("data-test"),
    node.getAttribute("name"),
    node.getAttribute("aria-label") ?? node.textContent,
  ].join(" ");
}

function become(known: Node, node: Node): void {
  if (!(known instanceof Element && node instanceof Element)) {
    if (known.nodeValue !== node.nodeValue) known.nodeValue = node.nodeValue;
    return;
  }
  const kept = known.getAttribute("data-kept");
  for (const { name } of [...known.attributes]) if (!node.hasAttribute(name) && !isKept(known, name)) known.removeAttribute(name);
  for (const { name, value } of node.attributes)
    if (known.getAttribute(name) !== value && !isKept(known, name)) known.setAttribute(name, value);
  if (known instanceof HTMLInputElement && node instanceof HTMLInputElement && known.checked !== node.checked) known.checked = node.checked;
  listenAs(known, node);
  // What is asked or said there is not of this drawing.
  if (kept === null || kept !== known.getAttribute("data-kept")) place(known, [...node.childNodes]);
}

/** Whether something is folded out is decided by who looks at it; what is marked here stays marked. */
const isKept = (element: Element, name: string): boolean =>
  name === "data-waiting" || name === "data-gone" || name === "data-arriving" || (name === "open" && element instanceof HTMLDetailsElement);

function mark(node: Node, gone: boolean): void {
  if (node instanceof Element && node.hasAttribute("data-gone") !== gone) node.toggleAttribute("data-gone", gone);
}

function told(list: Element, n: number): void {
  const text = String(n);
  if ((list.getAttribute("data-waiting") ?? "0") === text) return;
  list.setAttribute("data-waiting", text);
  list.dispatchEvent(new CustomEvent("waiting", { detail: n }));
}

/** Content that comes above the element must not push it away from under the pointer: its panel is scrolled by as much, where it can be. */
function keepInPlace(element: Element, before: number): void {
  const by = element.getBoundingClientRect().top - before;
  if (Math.abs(by) < 1) return;
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight || !/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
    box.scrollTop += by;
    return;
  }
}

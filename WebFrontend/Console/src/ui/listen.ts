/** The listeners that an element calls now, by event. An element that stays while its content is drawn again is given new ones. */
const calls = new WeakMap<Element, Map<string, EventListener>>();

export function listen(element: Element, type: string, listener: EventListener): void {
  let own = calls.get(element);
  if (!own) calls.set(element, (own = new Map()));
  const known = own;
  if (!known.has(type)) element.addEventListener(type, (event) => known.get(type)?.call(element, event));
  known.set(type, listener);
}

/** `element` calls what `other` would have called, and nothing else. */
export function listenAs(element: Element, other: Element): void {
  const wanted = calls.get(other);
  for (const type of calls.get(element)?.keys() ?? []) if (!wanted?.has(type)) calls.get(element)!.set(type, () => {});
  for (const [type, listener] of wanted ?? []) listen(element, type, listener);
}

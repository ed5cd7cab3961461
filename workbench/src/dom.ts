// Small words for the page, each of which says what was missing where something is.

/** The one element that matches, or an error that says which was missing. */
export function need<E extends Element>(selector: string, within: ParentNode = document): E {
  const found = within.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

/** An element with attributes and children; text is text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** What the reader chose before, on this browser; null where it chose nothing or the browser keeps nothing. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`tollbook.${name}`);
  } catch {
    return null;
  }
}

/** Keep what the reader chose; a browser that keeps nothing forgets it with the page. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`tollbook.${name}`, value);
  } catch {
    return;
  }
}

/** The value of a token (a custom property) as it stands in the theme. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

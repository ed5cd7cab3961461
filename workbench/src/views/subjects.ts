// Lists and pages of actors, places, outlets and speakers: j and k go from one row to the next, Enter opens it.

import { onKey } from "../keys";

export function mountSubjects(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("[data-rows] tbody th a")];
  const step = (by: number): void => {
    const now = links.findIndex((link) => link === document.activeElement);
    const next = now === -1 ? (by > 0 ? 0 : links.length - 1) : now + by;
    links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
  };
  onKey("j", "Next row", () => step(1));
  onKey("k", "Row before", () => step(-1));
}

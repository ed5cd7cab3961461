// The list of reports: j and k go from one to the next, Enter opens it.

import { onKey } from "../keys";

export function mountReports(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("[data-rows] h2 a")];
  const step = (by: number): void => {
    const now = links.findIndex((link) => link === document.activeElement);
    const next = now === -1 ? (by > 0 ? 0 : links.length - 1) : now + by;
    links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
  };
  onKey("j", "Next report", () => step(1));
  onKey("k", "Report before", () => step(-1));
}

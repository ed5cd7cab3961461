// An incident: j and k between the figures of the ledger, what points to a figure shows it, the history comes by itself.

import { onKey } from "../keys";
import { onceNear } from "../near";

export function mountIncident(): void {
  const cells = [...document.querySelectorAll<HTMLElement>("[data-statement]")];
  let chosen: HTMLElement | null = null;

  /** Chooses a figure of the ledger, or none: on the page and in the address. */
  const choose = (cell: HTMLElement | null, told = true): void => {
    chosen?.classList.remove("chosen");
    chosen = cell;
    if (cell === null) {
      if (told) history.replaceState(null, "", location.pathname + location.search);
      return;
    }
    cell.classList.add("chosen");
    if (told) history.replaceState(null, "", `#${cell.id}`);
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "center", behavior: calm() });
  };
  const step = (by: number): void => {
    const now = chosen === null ? -1 : cells.indexOf(chosen);
    const next = cells[now === -1 ? (by > 0 ? 0 : cells.length - 1) : now + by];
    if (next !== undefined) choose(next);
  };
  onKey("j", "Next figure of the ledger", () => step(1));
  onKey("k", "Figure before", () => step(-1));
  onKey("x", "Let go of the figure", () => choose(null));
  onKey("o", "Open the words of the figure", () => chosen?.querySelector<HTMLAnchorElement>("a")?.click());

  const fromAddress = (): void => {
    const named = cells.find(({ id }) => `#${id}` === location.hash);
    if (named !== undefined && named !== chosen) choose(named, false);
  };
  addEventListener("hashchange", fromAddress);
  fromAddress();
  showWhatIsPointedTo(cells);
  for (const part of document.querySelectorAll<HTMLElement>("[data-include]")) onceNear(part, () => void include(part));
}

function calm(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

/** Under the pointer or the focus, a number marks the figure in the ledger that it stands for. */
function showWhatIsPointedTo(cells: HTMLElement[]): void {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const hover = (event: Event, on: boolean): void => {
    const ref = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-ref]") : null;
    byId.get(ref?.dataset["ref"] ?? "")?.classList.toggle("hovered", on);
  };
  for (const [begin, end] of [
    ["mouseover", "mouseout"],
    ["focusin", "focusout"],
  ] as const) {
    document.addEventListener(begin, (event) => hover(event, true));
    document.addEventListener(end, (event) => hover(event, false));
  }
}

/** Put a part of another page in the place of the link to it; where that fails, the link stays. */
async function include(place: HTMLElement): Promise<void> {
  const { include: address, part } = place.dataset;
  if (address === undefined || part === undefined) return;
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer === null || !answer.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(part);
  if (found !== null) place.replaceChildren(document.adoptNode(found));
}

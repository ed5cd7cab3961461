// A report: its evidence highlighted by kind, claims and words joined either way, j and k between claims.

import { onKey } from "../keys";
import { Margin } from "../margin";
import { Laid, stretch, type Stretch } from "../offsets";

interface Claim {
  element: HTMLLIElement;
  id: string;
  kind: string;
  words: Stretch;
  evidence: Stretch;
}

export function mountReport(): void {
  const sheet = document.querySelector<HTMLElement>("[data-sheet]");
  if (sheet === null || !("highlights" in CSS)) return;
  const laid = new Laid(sheet);
  const claims = [...sheet.querySelectorAll<HTMLLIElement>("[data-claim]")].map(asClaim);
  highlightKinds(laid, claims);
  const margin = new Margin(
    sheet,
    claims.map(({ element, words }) => ({ element, words: laid.ranges(words)[0] })),
  );
  let chosen: Claim | null = null;

  /** Chooses a claim, or none: in the margin, in the text and in the address. */
  const choose = (claim: Claim | null): void => {
    chosen = claim;
    for (const one of claims) {
      one.element.classList.toggle("chosen", one === claim);
      detailsOf(one).open = one === claim;
    }
    mark("chosen", laid, claim);
    history.replaceState(null, "", claim === null ? location.pathname + location.search : `#${claim.id}`);
    margin.lay(claim?.element ?? null);
    if (claim === null) return;
    claim.element.querySelector("summary")?.focus({ preventScroll: true });
    const [range] = laid.ranges(claim.words);
    if (range !== undefined) bringIntoView(range, claim.element);
  };

  for (const claim of claims) {
    const details = detailsOf(claim);
    details.addEventListener("toggle", () => {
      if (details.open && chosen !== claim) choose(claim);
      else if (!details.open && chosen === claim) choose(null);
    });
    claim.element.addEventListener("pointerenter", () => mark("hovered", laid, claim));
    claim.element.addEventListener("pointerleave", () => mark("hovered", laid, null));
  }
  sheet.addEventListener("click", (event) => {
    if (getSelection()?.isCollapsed === false) return; // words are being selected, not clicked
    const offset = laid.at(event.clientX, event.clientY);
    const claim = offset === null ? null : claimAt(claims, offset);
    if (claim !== null) choose(claim);
  });
  const step = (by: number): void => {
    const now = chosen === null ? -1 : claims.indexOf(chosen);
    const next = claims[now === -1 ? (by > 0 ? 0 : claims.length - 1) : now + by];
    if (next !== undefined) choose(next);
  };
  onKey("j", "Next claim", () => step(1));
  onKey("k", "Claim before", () => step(-1));
  onKey("x", "Let go of the claim", () => choose(null));
  const fromAddress = (): void => {
    const named = claims.find(({ id }) => `#${id}` === location.hash);
    if (named !== undefined && named !== chosen) choose(named);
  };
  addEventListener("hashchange", fromAddress);
  margin.lay();
  fromAddress();
}

function asClaim(element: HTMLLIElement): Claim {
  const { claim, kind, words, evidence } = element.dataset;
  return { element, id: claim ?? "", kind: kind ?? "", words: stretch(words), evidence: stretch(evidence) };
}

function detailsOf({ element }: Claim): HTMLDetailsElement {
  const details = element.querySelector("details");
  if (details === null) throw new Error(`claim ${element.id} has no details`);
  return details;
}

function highlightKinds(laid: Laid, claims: Claim[]): void {
  for (const kind of new Set(claims.map((claim) => claim.kind))) {
    const ranges = claims.filter((claim) => claim.kind === kind).flatMap(({ words }) => laid.ranges(words));
    CSS.highlights.set(kind, new Highlight(...ranges));
  }
}

/** Mark the evidence of one claim, and above it its words, under a name that the styles know; null marks none. */
function mark(name: string, laid: Laid, claim: Claim | null): void {
  CSS.highlights.delete(name);
  CSS.highlights.delete(`${name}-words`);
  if (claim === null) return;
  const evidence = new Highlight(...laid.ranges(claim.evidence));
  evidence.priority = -1; // the kinds' own colours lie above
  CSS.highlights.set(name, evidence);
  const words = new Highlight(...laid.ranges(claim.words));
  words.priority = 1;
  CSS.highlights.set(`${name}-words`, words);
}

/** The claim whose words lie at an offset, the narrowest of several; else the one whose evidence does. */
function claimAt(claims: Claim[], offset: number): Claim | null {
  for (const side of ["words", "evidence"] as const) {
    const met = claims.filter((claim) => claim[side].start <= offset && offset < claim[side].end);
    met.sort((a, b) => a[side].end - a[side].start - (b[side].end - b[side].start));
    if (met[0] !== undefined) return met[0];
  }
  return null;
}

function bringIntoView(range: Range, card: HTMLElement): void {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  const inside = (box: DOMRect): boolean => box.top >= 80 && box.bottom <= innerHeight - 16;
  const words = range.getBoundingClientRect();
  const claim = card.getBoundingClientRect();
  if (inside(words) && inside(claim)) return;
  // Words above and their claim below on a phone, side by side on a desktop: the upper one comes under the top bar.
  const top = scrollY + Math.min(words.top, claim.top) - Math.max(96, innerHeight * 0.2);
  scrollTo({ top, behavior });
}

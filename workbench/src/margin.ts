// Notes in the margin, each beside the words that it stands for, none over another.

/** A note, and the words that it belongs to. */
export interface Note {
  element: HTMLElement;
  words: Range | undefined;
}

const WIDE = matchMedia("(min-width: 58.001rem)");
const GAP = 3;

/** Lays the notes of a sheet out, again whenever its width changes; on a narrow screen they stay below their paragraph. */
export class Margin {
  private anchor: HTMLElement | null = null;

  constructor(
    private readonly sheet: HTMLElement,
    private readonly notes: Note[],
  ) {
    let width = 0;
    new ResizeObserver(() => {
      if (sheet.clientWidth === width) return;
      width = sheet.clientWidth;
      this.lay();
    }).observe(sheet);
    WIDE.addEventListener("change", () => this.lay());
  }

  /** Lay the notes out anew; `anchor` gets the very height of its words, and the others make way. */
  lay(anchor: HTMLElement | null = this.anchor): void {
    this.anchor = anchor;
    this.sheet.classList.toggle("laid", WIDE.matches);
    if (!WIDE.matches) {
      this.sheet.style.minHeight = "";
      return;
    }
    const origin = this.sheet.getBoundingClientRect().top;
    const heights = this.notes.map(({ element }) => element.offsetHeight + GAP);
    const wanted = this.notes.map(({ words }) => (words?.getBoundingClientRect().top ?? origin) - origin);
    const tops = spread(wanted, heights, this.notes.findIndex(({ element }) => element === anchor));
    this.notes.forEach(({ element }, index) => {
      element.style.insetBlockStart = `${tops[index] ?? 0}px`;
    });
    const end = Math.max(0, ...tops.map((top, index) => top + (heights[index] ?? 0)));
    this.sheet.style.minHeight = `${end}px`;
  }
}

/** Where each note begins: as near to where it wants to be as those before it allow, those before `fixed` going up. */
export function spread(wanted: number[], heights: number[], fixed: number): number[] {
  const tops = [...wanted];
  for (let index = fixed - 1; index >= 0; index--) {
    tops[index] = Math.min(tops[index] ?? 0, (tops[index + 1] ?? 0) - (heights[index] ?? 0));
  }
  let end = 0;
  return tops.map((top, index) => {
    const begin = Math.max(top, end);
    end = begin + (heights[index] ?? 0);
    return begin;
  });
}

// Offsets of a report's text, in Unicode code points as the book counts them, as places on the page, and back.

/** A stretch of the text: `start` inclusive, `end` exclusive, in code points. */
export interface Stretch {
  start: number;
  end: number;
}

interface Piece extends Stretch {
  node: Text;
  /** For each code point of the piece the UTF-16 unit that it begins at; null where each is one unit. */
  units: Uint32Array | null;
}

/** Reads "12 17" as a stretch. */
export function stretch(written: string | undefined): Stretch {
  const [start, end] = (written ?? "").split(" ").map(Number);
  if (start === undefined || end === undefined || Number.isNaN(start + end)) throw new Error(`no offsets: ${written}`);
  return { start, end };
}

/** The text of a report as it lies on the page, in elements that say with `data-start` where they begin. */
export class Laid {
  private readonly pieces: Piece[] = [];

  constructor(sheet: ParentNode) {
    for (const element of sheet.querySelectorAll<HTMLElement>("[data-start]")) {
      const node = element.firstChild;
      if (!(node instanceof Text)) continue;
      const start = Number(element.dataset["start"]);
      const units = unitsOf(node.data);
      this.pieces.push({ node, start, end: start + (units === null ? node.data.length : units.length), units });
    }
  }

  /** The ranges that cover a stretch, one for each paragraph that it touches. */
  ranges({ start, end }: Stretch): Range[] {
    const found = [];
    for (const piece of this.pieces) {
      if (piece.start >= end || piece.end <= start) continue;
      const range = document.createRange();
      range.setStart(piece.node, unit(piece, Math.max(start, piece.start)));
      range.setEnd(piece.node, unit(piece, Math.min(end, piece.end)));
      found.push(range);
    }
    return found;
  }

  /** The code point at a place on the screen; null where there is no text of the report. */
  at(x: number, y: number): number | null {
    const caret = document.caretPositionFromPoint(x, y);
    const piece = this.pieces.find(({ node }) => node === caret?.offsetNode);
    if (caret === null || piece === undefined) return null;
    const offset = piece.start + points(piece, caret.offset);
    // The caret stands beside a letter: the click must have met the letter on its one side or the other.
    for (const start of [offset, offset - 1]) {
      const [range] = this.ranges({ start, end: start + 1 });
      const hit = [...(range?.getClientRects() ?? [])].some(
        (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom,
      );
      if (hit) return start;
    }
    return null;
  }
}

function unitsOf(text: string): Uint32Array | null {
  if (!/[\ud800-\udbff]/.test(text)) return null;
  const units = [];
  let unit = 0;
  for (const point of text) {
    units.push(unit);
    unit += point.length;
  }
  return Uint32Array.from(units);
}

function unit(piece: Piece, offset: number): number {
  const point = offset - piece.start;
  return piece.units === null ? point : (piece.units[point] ?? piece.node.data.length);
}

function points(piece: Piece, unit: number): number {
  if (piece.units === null) return unit;
  const found = piece.units.findIndex((begins) => begins >= unit);
  return found === -1 ? piece.units.length : found;
}

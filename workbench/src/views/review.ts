// Review: one thing at a time. A judgement is sent in place, and what comes next is on the screen as soon as the server
// has acknowledged it: it was fetched before.

import { make, need } from "../dom";
import { onKey } from "../keys";
import { Laid, stretch } from "../offsets";
import { mountPick } from "../pick";

/** A page of the queue as it was fetched: its part of the document, and the log entry that it has seen. */
interface Fetched {
  address: string;
  part: HTMLElement;
}

let ahead: Promise<Fetched> | null = null;
let aheadOf = "";
let busy = false;
let laid = new Map<string, Laid>();
/** Where each decision of this visit was made, for whoever takes it back. */
const made = new Map<number, string>();

export function mountReview(): void {
  dress();
  for (const [key, sentence] of [
    ["a", "Right: the report says this"],
    ["r", "Not said: the report does not say this"],
    ["e", "Amend a slot"],
    ["m", "Move to another incident"],
    ["x", "Split off as an incident of its own"],
    ["s", "The same incident"],
    ["n", "Not the same"],
    ["u", "Unsure"],
    ["w", "Write a note"],
    ["c", "Make a claim of the selected words"],
    ["j", "Later: go on without judging"],
    ["k", "Back to the one before"],
    ["z", "Undo your last decision"],
  ] as const) {
    onKey(key, sentence, () => press(key));
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["decide"] === undefined) return;
    event.preventDefault();
    const by = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    void decide(form, by?.hasAttribute("formaction") === true ? by.formAction : form.action);
  });
  document.addEventListener("click", (event) => {
    const met = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-key], [data-open]") : null;
    if (met === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (met instanceof HTMLAnchorElement) void go(met.href);
    else open(met.dataset["open"] ?? "");
  });
  document.addEventListener("selectionchange", offer);
  addEventListener("popstate", () => void go(location.href, false));
}

function root(): HTMLElement {
  return need<HTMLElement>("[data-review]");
}

/** What stands on the page gets what a script adds: highlights, keys' buttons, pickers, and what comes next. */
function dress(): void {
  const page = root();
  for (const button of page.querySelectorAll<HTMLElement>("[data-open]")) button.hidden = false;
  for (const form of page.querySelectorAll<HTMLFormElement>("[data-pick]")) mountPick(form);
  highlight(page);
  mountMake(page);
  prefetch(page.dataset["next"] ?? "");
}

function highlight(page: HTMLElement): void {
  laid = new Map();
  if (!("highlights" in CSS)) return;
  CSS.highlights.clear();
  const words: Range[] = [];
  const evidence: Range[] = [];
  const others: Range[] = [];
  for (const sheet of page.querySelectorAll<HTMLElement>("[data-sheet]")) {
    const text = new Laid(sheet);
    laid.set(sheet.dataset["sheet"] ?? "", text);
    for (const claim of sheet.querySelectorAll<HTMLElement>("[data-claim]")) {
      const { asked, words: own, evidence: around } = claim.dataset;
      const ranges = text.ranges(stretch(own));
      if (asked === undefined) others.push(...ranges);
      else {
        words.push(...ranges);
        evidence.push(...text.ranges(stretch(around)));
      }
    }
  }
  const under = new Highlight(...evidence);
  under.priority = -1;
  CSS.highlights.set("asked", under);
  CSS.highlights.set("other-words", new Highlight(...others));
  const over = new Highlight(...words);
  over.priority = 1;
  CSS.highlights.set("asked-words", over);
  const [first] = words;
  if (first === undefined) return;
  const box = first.getBoundingClientRect();
  if (box.top < 60 || box.bottom > innerHeight - 60) scrollTo({ top: scrollY + box.top - innerHeight * 0.3, behavior: "instant" });
}

function press(key: string): void {
  const page = root();
  if (key === "c") {
    page.querySelector<HTMLElement>("[data-make-offer]:not([hidden])")?.click();
    return;
  }
  page.querySelector<HTMLElement>(`[data-key="${key}"]:not([hidden])`)?.click();
}

function open(selector: string): void {
  const details = document.querySelector<HTMLDetailsElement>(selector);
  if (details === null) return;
  details.open = true;
  const field = details.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select");
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

function prefetch(address: string): void {
  aheadOf = address;
  ahead = address === "" ? null : fetched(address);
  ahead?.catch(() => undefined); // told when it is asked for
}

async function fetched(address: string): Promise<Fetched> {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`The workbench answered ${answer.status}.`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { address, part: need<HTMLElement>("[data-review]", page) };
}

/** Show another item, from what was fetched before where it is that. */
async function go(address: string, push = true, from: Promise<Fetched> | null = null): Promise<void> {
  try {
    const relative = address.replace(location.origin, "");
    const ready = from ?? (relative === aheadOf && ahead !== null ? ahead : fetched(relative));
    const { part } = await ready;
    const last = document.querySelector("[data-last]")?.innerHTML === "" ? null : document.querySelector("[data-last] form");
    root().replaceWith(document.importNode(part, true));
    if (last instanceof HTMLFormElement) keepLatest(last);
    if (push) history.pushState(null, "", relative);
    dress();
    document.querySelector<HTMLElement>("#question")?.focus({ preventScroll: true });
  } catch (error) {
    fault(error instanceof Error ? error.message : "The workbench does not answer.");
  }
}

/** A page that was fetched before a decision does not know of it: what was decided last is the greater number. */
function keepLatest(before: HTMLFormElement): void {
  const place = need<HTMLElement>("[data-last]");
  const now = place.querySelector<HTMLFormElement>("form");
  if (now === null || Number(now.dataset["decision"]) < Number(before.dataset["decision"])) place.replaceChildren(before);
}

interface Decided {
  decision: number;
  what: string;
}

async function decide(form: HTMLFormElement, action: string): Promise<void> {
  if (busy) return;
  busy = true;
  const page = root();
  const then = form.dataset["decide"];
  const here = page.dataset["stay"] ?? location.pathname;
  try {
    const answer = await fetch(action, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(given(form)),
    });
    if (!answer.ok) {
      await refused(answer, here);
      return;
    }
    const decided = (await answer.json()) as Decided;
    if (then === "undo") {
      need("[data-last]").replaceChildren();
      await go(made.get(Number(form.dataset["decision"])) ?? here, true, fetched(made.get(Number(form.dataset["decision"])) ?? here));
      return;
    }
    made.set(decided.decision, here);
    tell(decided, here);
    if (then === "stay") await go(here, false, fetched(here));
    else await onward(page, decided.decision);
  } catch {
    fault("The workbench does not answer. Nothing is known to have been written down.");
  } finally {
    busy = false;
  }
}

/** What comes next: as it was fetched, where only this decision was made since, and it is not about the same claims. */
async function onward(page: HTMLElement, decision: number): Promise<void> {
  const next = page.dataset["next"] ?? "";
  if (next === "") {
    await go(here(page), true, fetched(here(page)));
    return;
  }
  const ready = ahead !== null && aheadOf === next ? await ahead : null;
  const part = ready?.part;
  if (ready === null || part === undefined || part.dataset["kind"] !== "claims" || Number(part.dataset["seen"]) !== decision - 1) {
    await go(next, true, fetched(next));
    return;
  }
  for (const field of part.querySelectorAll<HTMLInputElement>('input[name="seen"]')) field.setAttribute("value", String(decision));
  part.dataset["seen"] = String(decision);
  stepUp(part);
  await go(next, true, Promise.resolve(ready));
}

/** What was judged stood before this one: it is one place further up, and one less is left. */
function stepUp(part: HTMLElement): void {
  const place = part.querySelector<HTMLElement>("[data-place]");
  const before = Number(place?.dataset["before"]);
  const left = Number(place?.dataset["left"]);
  if (place === null || !(before > 0) || left >= 10_000) return;
  place.textContent = `${before.toLocaleString("en")} of ${(left - 1).toLocaleString("en")}`;
}

function here(page: HTMLElement): string {
  const address = new URL(page.dataset["stay"] ?? "/review", location.origin);
  address.searchParams.delete("at");
  return address.pathname + address.search;
}

/** The fields of a form as the API takes them. */
function given(form: HTMLFormElement): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || value.trim() === "") continue;
    body[name] = name === "seen" || ((name === "start" || name === "end") && form.dataset["make"] !== undefined) ? Number(value) : value;
  }
  return body;
}

async function refused(answer: Response, address: string): Promise<void> {
  const told = (await answer.json()) as { detail?: string; decided?: unknown };
  if (answer.status === 409) await go(address, false, fetched(address));
  fault(told.detail ?? `The workbench answered ${answer.status}.`);
}

function fault(words: string): void {
  const place = need<HTMLElement>("[data-fault]");
  place.textContent = words;
  place.hidden = false;
}

function tell({ decision, what }: Decided, stay: string): void {
  const button = make("button", { class: "button quiet", "data-key": "z", "aria-keyshortcuts": "z" });
  button.append(make("kbd", {}, "z"), "Undo");
  const form = make("form", {
    method: "post",
    action: `/decisions/${decision}/undo`,
    "data-decide": "undo",
    "data-decision": String(decision),
  });
  form.append(make("input", { type: "hidden", name: "onward", value: stay }), make("span", {}, `Last: ${what}`), " ", button);
  need("[data-last]").replaceChildren(form);
}

/** The words of a report that are selected, in code points; null where none are, or not those of one report. */
function selected(): { report: string; start: number; end: number; words: string } | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const element = range.startContainer.parentElement;
  const sheet = element?.closest<HTMLElement>("[data-sheet]");
  if (element === null || sheet === null || sheet === undefined || range.startContainer !== range.endContainer) return null;
  const text = element.closest<HTMLElement>("[data-start]");
  if (text === null) return null;
  const begins = Number(text.dataset["start"]);
  const before = [...(range.startContainer.textContent ?? "").slice(0, range.startOffset)].length;
  const words = range.toString();
  if (words.trim() === "") return null;
  return { report: sheet.dataset["sheet"] ?? "", start: begins + before, end: begins + before + [...words].length, words };
}

function offer(): void {
  const button = document.querySelector<HTMLElement>("[data-make-offer]");
  const form = document.querySelector<HTMLElement>("[data-make]");
  if (button === null || form === null) return;
  button.hidden = !form.hidden || selected() === null;
}

function mountMake(page: HTMLElement): void {
  const form = page.querySelector<HTMLFormElement>("[data-make]");
  const button = page.querySelector<HTMLElement>("[data-make-offer]");
  if (form === null || button === null) return;
  const kind = need<HTMLSelectElement>('[name="kind"]', form);
  const fit = (): void => {
    for (const field of form.querySelectorAll<HTMLElement>("[data-for]")) {
      const unfit = field.dataset["for"] !== kind.value;
      field.hidden = unfit;
      for (const input of field.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) input.disabled = unfit;
    }
  };
  kind.addEventListener("change", fit);
  fit();
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected
  button.addEventListener("click", () => {
    const words = selected();
    if (words === null) return;
    form.action = `/reports/${words.report}/claims`;
    need<HTMLInputElement>('[name="start"]', form).value = String(words.start);
    need<HTMLInputElement>('[name="end"]', form).value = String(words.end);
    need("[data-make-words]", form).textContent = words.words;
    const count = need<HTMLInputElement>('[name="count"]', form);
    if (/\d/.test(words.words)) count.value = words.words.trim();
    button.hidden = true;
    form.hidden = false;
    kind.focus();
  });
  need("[data-make-close]", form).addEventListener("click", () => {
    form.hidden = true;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") form.hidden = true;
  });
}

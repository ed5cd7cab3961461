// The overview: map, timeline and list are one question in the address; whichever is moved moves the others.

import { make, need } from "../dom";
import { onKey } from "../keys";
import type { Mark, Marks } from "../marks";
import type { Bin, Timeline } from "../timeline";

/** The parts of the page that an answer replaces. */
const PARTS = ["told", "list"];

/** What changes the question without changing where one looks. */
const STAYING = new Set(["since", "until", "box", "sort", "page", "after"]);

export function mountOverview(): void {
  new Overview(need<HTMLFormElement>("[data-filter]")).mount();
}

class Overview {
  private marks: Marks | null = null;
  private timeline: Timeline | null = null;
  private asking: AbortController | null = null;
  private chosen: HTMLElement | null = null;
  private query = location.search;
  private readonly readout = make("p", { class: "readout", "aria-live": "off" });
  private readonly inView = need<HTMLInputElement>("[data-in-view]");

  constructor(private readonly form: HTMLFormElement) {}

  mount(): void {
    this.listenToForm();
    this.listenToList();
    this.keys();
    addEventListener("popstate", () => void this.arrive());
    this.inView.addEventListener("change", () => this.listInView());
    const map = part("map");
    map.hidden = false;
    need(".map-foot", map).prepend(this.readout);
    void import("../marks").then(({ Marks }) => this.openMap(Marks));
    void import("../timeline").then(({ openTimeline }) => this.openTimeline(openTimeline));
    this.fromFragment();
  }

  /** Go to another question: into the address, and to every part of the page. */
  private async go(query: string, how: "push" | "replace"): Promise<void> {
    const before = new URLSearchParams(this.query);
    if (how === "push") history.pushState(null, "", `/${query}`);
    else history.replaceState(null, "", `/${query}`);
    const bounds = await this.show(query);
    const now = new URLSearchParams(query);
    const names = new Set([...before.keys(), ...now.keys()]);
    const elsewhere = [...names].some((name) => !STAYING.has(name) && before.get(name) !== now.get(name));
    if (bounds !== null && elsewhere && !this.inView.checked) this.marks?.fit(bounds);
  }

  /** Show what the address says now, as after "back". */
  private async arrive(): Promise<void> {
    if (location.search === this.query) return this.fromFragment();
    await this.show(location.search, true);
    this.fromFragment();
  }

  /** Ask for a question and put its answer into the page; the bounds of what was found, null where it was overtaken. */
  private async show(query: string, withForm = false): Promise<string | null> {
    this.query = query;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const map = this.marks?.ask(query);
    try {
      const answer = await fetch(`/${query}`, { signal: asking.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || page.querySelector("[data-filter]") === null) {
        location.assign(`/${query}`); // it says what is wrong, or that the session is over
        return null;
      }
      this.chosen = null;
      for (const name of PARTS) part(name).replaceChildren(...part(name, page).childNodes);
      this.twins(page);
      if (withForm) this.fill(need<HTMLFormElement>("[data-filter]", page));
      const days = part("timeline", page);
      need("figcaption", part("timeline")).replaceChildren(...need("figcaption", days).childNodes);
      this.showDays(days.dataset);
      await map;
      document.body.dataset["shown"] = query;
      return part("map", page).dataset["bounds"] ?? "";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return null;
      this.readout.textContent = "The workbench does not answer. Is it still running?";
      return null;
    }
  }

  /** The links to the twins, and whether there is something to clear, as the answer has them. */
  private twins(page: Document): void {
    const links = page.querySelectorAll<HTMLAnchorElement>("[data-twin]");
    document.querySelectorAll<HTMLAnchorElement>("[data-twin]").forEach((link, at) => {
      link.href = links[at]?.getAttribute("href") ?? link.href;
    });
    const send = need(".filters-send", this.form);
    const clear = page.querySelector(".filters-send [data-clear]");
    send.querySelector("[data-clear]")?.remove();
    if (clear !== null) send.append(clear);
  }

  private fill(other: HTMLFormElement): void {
    for (const field of other.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) {
      need<HTMLInputElement>(`[name="${field.name}"]`, this.form).value = field.value;
    }
    this.inView.checked = need<HTMLInputElement>("[name=box]", other).value !== "";
  }

  private listenToForm(): void {
    const { form } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.go(this.written(), "push");
    });
    form.addEventListener("change", (event) => {
      if (!(event.target instanceof HTMLInputElement && event.target.type === "date" && event.target.value.startsWith("0"))) {
        form.requestSubmit();
      }
    });
    document.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || event.metaKey || event.ctrlKey || event.shiftKey) return;
      if (event.target.closest("[data-clear]") === null) return;
      event.preventDefault();
      this.clear();
    });
  }

  private clear(): void {
    for (const field of this.form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) field.value = "";
    this.inView.checked = false;
    void this.go("", "push");
  }

  /** The form as the query of an address: what is empty is left out. */
  private written(): string {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && value.trim() !== "") query.set(name, value.trim());
    }
    const text = query.toString();
    return text === "" ? "" : `?${text}`;
  }

  private field(name: string): HTMLInputElement {
    return need<HTMLInputElement>(`[name=${name}]`, this.form);
  }

  private openMap(kind: typeof Marks): void {
    const element = need<HTMLElement>("[data-marks]");
    const bounds = this.field("box").value || (part("map").dataset["bounds"] ?? "");
    this.marks = kind.open(element, bounds, {
      moved: (box) => {
        if (!this.inView.checked || this.field("box").value === box) return;
        this.field("box").value = box;
        void this.go(this.written(), "replace");
      },
      picked: (mark) => this.pick(mark),
      hovered: (mark) => this.tell(mark === null ? "" : saying(mark)),
    });
    if (this.marks === null) need<HTMLElement>(".map-foot").hidden = true;
    void this.marks?.ask(this.query);
    this.pointAt(this.chosen, false);
  }

  /** One incident is chosen in the list, or told; several are gone nearer to, or listed where they are of one place. */
  private pick(mark: Mark): void {
    const row = mark.id === null ? null : document.getElementById(`i-${mark.id}`);
    if (row !== null) {
      this.choose(row, true);
    } else if (mark.id !== null) {
      this.readout.replaceChildren(saying(mark), " ", make("a", { href: `/incidents/${mark.id}` }, "Open it"));
    } else if (this.marks !== null && (mark.area || mark.place !== null) && this.marks.zoom >= 7) {
      this.inView.checked = true;
      this.listInView();
    } else {
      this.marks?.nearer(mark.lon, mark.lat, this.marks.zoom + 2);
    }
  }

  private listInView(): void {
    this.field("box").value = this.inView.checked ? (this.marks?.box() ?? "") : "";
    void this.go(this.written(), "push");
  }

  private openTimeline(open: typeof import("../timeline").openTimeline): void {
    this.timeline = open(part("timeline"), {
      both: true,
      brushed: (first, last) => {
        this.field("since").value = first;
        this.field("until").value = last;
        this.form.requestSubmit();
      },
      hovered: (bin) => this.tell(bin === null || bin.count === 0 ? "" : sayingBin(bin)),
    });
    this.showDays(part("timeline").dataset);
  }

  private showDays({ days, since, until }: DOMStringMap): void {
    this.timeline?.show(days ?? "", { since: since ?? "", until: until ?? "", day: this.chosen?.dataset["day"] ?? "" });
  }

  private tell(words: string): void {
    if (this.readout.textContent !== words) this.readout.textContent = words;
  }

  private listenToList(): void {
    const list = part("list");
    list.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const paging = event.target.closest<HTMLAnchorElement>("a[rel]");
      const row = event.target.closest<HTMLElement>("[data-incident]");
      if (paging !== null) {
        event.preventDefault();
        void this.turn(paging);
      } else if (row !== null && event.target.closest("a") === null) this.choose(row, false);
    });
    list.addEventListener("focusin", (event) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-incident]") : null;
      if (row !== null && row !== this.chosen) this.choose(row, false);
    });
  }

  /** Another page of the list, from its top. */
  private async turn(link: HTMLAnchorElement): Promise<void> {
    await this.go(new URL(link.href).search, "push");
    const list = part("list");
    if (list.getBoundingClientRect().top < 0) list.scrollIntoView({ block: "start" });
  }

  /** Choose a row, or none: in the list, on the map, in the timeline and in the address. */
  private choose(row: HTMLElement | null, bring: boolean): void {
    this.chosen?.classList.remove("chosen");
    this.chosen = row;
    row?.classList.add("chosen");
    history.replaceState(null, "", `/${this.query}${row === null ? "" : `#${row.id}`}`);
    if (bring && row !== null) {
      row.scrollIntoView({ block: "nearest" });
      need<HTMLAnchorElement>("h2 a", row).focus({ preventScroll: true });
    }
    this.pointAt(row, !this.inView.checked);
    this.timeline?.point(row?.dataset["day"] ?? "");
  }

  private pointAt(row: HTMLElement | null, follow: boolean): void {
    const { lat, lon, precision } = row?.dataset ?? {};
    const known = lat !== undefined && lat !== "" && lon !== undefined;
    this.marks?.point(known ? { lat: Number(lat), lon: Number(lon), precision: precision ?? "" } : null, follow);
  }

  private fromFragment(): void {
    const row = location.hash.startsWith("#i-") ? document.getElementById(location.hash.slice(1)) : null;
    if (row !== null && row !== this.chosen) this.choose(row, true);
  }

  private keys(): void {
    onKey("j", "Next incident", () => void this.step(1));
    onKey("k", "Incident before", () => void this.step(-1));
    onKey("x", "Let go of the incident", () => this.choose(null, false));
    onKey("f", "To the conditions", () => {
      need<HTMLDetailsElement>(".filters-further", this.form).open = true;
      need<HTMLElement>(".filters-further select", this.form).focus();
    });
    onKey("v", "List only what is in view, or all", () => this.inView.click());
  }

  private async step(by: number): Promise<void> {
    const rows = [...document.querySelectorAll<HTMLElement>("[data-entries] [data-incident]")];
    const now = this.chosen === null ? -1 : rows.indexOf(this.chosen);
    const next = rows[now === -1 ? (by > 0 ? 0 : rows.length - 1) : now + by];
    const more = document.querySelector<HTMLAnchorElement>(`.paging a[rel=${by > 0 ? "next" : "prev"}]`);
    if (next !== undefined) this.choose(next, true);
    else if (more !== null) {
      await this.turn(more);
      this.chosen = null;
      await this.step(by);
    }
  }
}

function part(name: string, within: ParentNode = document): HTMLElement {
  return need<HTMLElement>(`[data-part="${name}"]`, within);
}

/** A mark in words. */
function saying({ incidents, killed, precision, area }: Mark): string {
  const number = (value: number): string => value.toLocaleString("en");
  const many = incidents === 1 ? "1 incident" : `${number(incidents)} incidents`;
  const where = area ? `, known to a ${precision} only` : "";
  if (killed.best === null) return `${many}${where}: no figure of killed`;
  const best = `${killed.open > 0 ? "at least " : ""}${number(killed.best)}`;
  const range = killed.low === killed.high ? "" : ` (${killed.low === null ? "" : number(killed.low)}–${killed.high === null ? "…" : number(killed.high)})`;
  const untold = killed.told < incidents ? `; ${number(incidents - killed.told)} without a figure of its own` : "";
  return `${many}${where}: killed ${best}${range}${untold}`;
}

function sayingBin({ start, end, count, killed }: Bin): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    ...(end - start > 2 * 86_400 ? {} : { day: "numeric" }),
  });
  const many = `${count.toLocaleString("en")} ${count === 1 ? "incident" : "incidents"}`;
  return `${format.format(new Date(start * 1000))}: ${many}, killed ${killed === null ? "unknown" : killed.toLocaleString("en")}`;
}

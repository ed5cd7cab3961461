// Counts by day as bars, with a brush over days.

import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import { need, token } from "./dom";
import { onTheme } from "./theme";

const DAY = 86_400;

/** A stretch of days, as seconds since 1970 at the beginning of the first and of the one after the last, how many there
 * are, and those killed (null: unknown), where that is told.
 */
export interface Bin {
  start: number;
  end: number;
  count: number;
  killed: number | null;
}

/** What is shown: the days that were chosen, and one day that is pointed at. */
export interface Shown {
  since: string;
  until: string;
  day: string;
}

/** A timeline whose figures change. */
export interface Timeline {
  show: (written: string, shown: Shown) => void;
  point: (day: string) => void;
}

/** Counts of one kind; the days that are brushed are put into the form, which is sent. */
export function mountTimeline(figure: HTMLElement): void {
  const form = need<HTMLFormElement>("form[role=search]");
  const { timeline, since, until } = figure.dataset;
  const drawn = openTimeline(figure, { both: false, brushed: (first, last) => send(form, first, last) });
  drawn.show(timeline ?? "", { since: since ?? "", until: until ?? "", day: "" });
}

interface Manner {
  /** Those killed upwards and how many there are downwards, instead of counts alone. */
  both: boolean;
  brushed: (first: string, last: string) => void;
  /** Hears of the bin under the pointer. */
  hovered?: (bin: Bin | null) => void;
}

export function openTimeline(figure: HTMLElement, manner: Manner): Timeline {
  const target = need<HTMLElement>(".timeline-plot", figure);
  let bins: Bin[] = [];
  let shown: Shown = { since: "", until: "", day: "" };
  let plot: uPlot | null = null;
  const again = (): void => {
    plot?.destroy();
    plot = bins.length === 0 ? null : draw(target, bins, () => shown, manner);
  };
  onTheme(again);
  let width = 0;
  new ResizeObserver(() => {
    if (target.clientWidth === width) return;
    width = target.clientWidth;
    again();
  }).observe(target);
  return {
    show: (written, now) => {
      bins = binned(parse(written));
      shown = now;
      figure.hidden = bins.length === 0;
      width = target.clientWidth;
      again();
    },
    point: (day) => {
      shown = { ...shown, day };
      plot?.redraw(false);
    },
  };
}

function draw(target: HTMLElement, bins: Bin[], shown: () => Shown, manner: Manner): uPlot {
  const first = bins[0]?.start ?? 0;
  const last = bins.at(-1)?.end ?? DAY;
  const options: uPlot.Options = {
    width: target.clientWidth,
    height: target.clientHeight,
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: true, range: [first, last] }, ...(manner.both ? bothScales() : { y: { range: upTo } }) },
    axes: [
      { ...axis(), grid: { show: false }, size: 36, space: 70, values: (_plot, splits, _axis, _space, step) => named(splits, step) },
      ...(manner.both ? bothAxes() : [{ ...axis(), grid: { stroke: token("--line"), width: 1 }, size: 36, incrs: WHOLE }]),
    ],
    series: manner.both
      ? [{}, bars("--killed", { scale: "killed" }), bars("--faint", { scale: "incidents" })]
      : [{}, bars("--accent", {})],
    hooks: {
      ready: [(plot) => showChosen(plot, shown())],
      draw: [(plot) => showDay(plot, shown().day)],
      setSelect: [(plot) => brush(plot, bins, manner.brushed)],
      setCursor: [(plot) => manner.hovered?.(bins[plot.cursor.idx ?? -1] ?? null)],
    },
  };
  const starts = bins.map(({ start }) => start);
  const counts = bins.map(({ count }) => count);
  const data: uPlot.AlignedData = manner.both
    ? [starts, bins.map(({ killed }) => killed), counts.map((count) => -count)]
    : [starts, counts];
  return new uPlot(options, data, target);
}

/** The part of the height that lies below the line, where both are shown. */
const BELOW = 0.3;
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

const upTo: uPlot.Range.Function = (_plot, _low, high) => [0, Math.max(1, high)];

/** Scales of their own, the zero of both at one height. */
function bothScales(): uPlot.Scales {
  return {
    killed: { range: (_plot, _low, high) => [(-Math.max(1, high) * BELOW) / (1 - BELOW), Math.max(1, high)] },
    incidents: { range: (_plot, low) => [Math.min(-1, low), (-Math.min(-1, low) * (1 - BELOW)) / BELOW] },
  };
}

function bothAxes(): uPlot.Axis[] {
  const only = (wanted: (value: number) => boolean) => (_plot: uPlot, splits: number[]) =>
    splits.map((value) => (wanted(value) ? Math.abs(value).toLocaleString("en") : ""));
  const grid = { stroke: token("--line"), width: 1, filter: (_plot: uPlot, splits: number[]) => splits.map((at) => (at >= 0 ? at : null)) };
  return [
    { ...axis(), scale: "killed", grid, size: 44, space: 22, incrs: WHOLE, values: only((value) => value >= 0) },
    { ...axis(), scale: "incidents", side: 1, grid: { show: false }, size: 40, space: 14, incrs: WHOLE, values: only((value) => value < 0) },
  ];
}

function axis(): uPlot.Axis {
  return { stroke: token("--quiet"), font: `12px ${token("--sans")}`, ticks: { show: false } };
}

function bars(colour: string, more: uPlot.Series): uPlot.Series {
  const paths = uPlot.paths.bars?.({ size: [0.8, 40, 1], align: 1 });
  return { fill: token(colour), width: 0, points: { show: false }, ...more, ...(paths === undefined ? {} : { paths }) };
}

/** What stands below the axis: days or months in words, and the year where it begins. */
function named(splits: number[], step: number): string[] {
  const short = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    month: "short",
    ...(step < 28 * DAY ? { day: "numeric" } : {}),
  });
  let year = 0;
  return splits.map((time) => {
    const day = new Date(time * 1000);
    const begins = day.getUTCFullYear() !== year;
    year = day.getUTCFullYear();
    return begins ? `${short.format(day)}\n${year}` : short.format(day);
  });
}

/** The days that were chosen, as the brush that would have chosen them. */
function showChosen(plot: uPlot, { since, until }: Shown): void {
  if (since === "" && until === "") return;
  const left = Math.max(0, since === "" ? 0 : plot.valToPos(seconds(since), "x"));
  const right = Math.min(plot.over.clientWidth, until === "" ? Infinity : plot.valToPos(seconds(until) + DAY, "x"));
  plot.setSelect({ left, width: Math.max(2, right - left), top: 0, height: plot.over.clientHeight }, false);
}

/** A line at the day that is pointed at. */
function showDay(plot: uPlot, day: string): void {
  if (day === "") return;
  const { left, top, width, height } = plot.bbox;
  const at = plot.valToPos(seconds(day) + DAY / 2, "x", true);
  if (at < left || at > left + width) return;
  plot.ctx.fillStyle = token("--ink");
  plot.ctx.fillRect(Math.round(at) - 1, top, 2, height);
}

/** The days of the bins that the brush touches. */
function brush(plot: uPlot, bins: Bin[], brushed: Manner["brushed"]): void {
  const { left, width } = plot.select;
  if (width < 2) return;
  const from = plot.posToVal(left, "x");
  const to = plot.posToVal(left + width, "x");
  const touched = bins.filter(({ start, end }) => start < to && end > from);
  const [first, last] = [touched[0], touched.at(-1)];
  if (first !== undefined && last !== undefined) brushed(iso(first.start), iso(last.end - DAY));
}

function send(form: HTMLFormElement, first: string, last: string): void {
  need<HTMLInputElement>("[name=since]", form).value = first;
  need<HTMLInputElement>("[name=until]", form).value = last;
  form.requestSubmit();
}

interface Told {
  count: number;
  killed: number | null;
}

/** Reads "2031-05-06:3 2031-05-09:1", with those killed behind a further ":" ("-": unknown); or months, "2031-05:4:7". */
function parse(written: string): Map<number, Told> {
  return new Map(
    written
      .split(" ")
      .filter(Boolean)
      .map((one) => {
        const [when, count, killed] = one.split(":");
        const day = when?.length === 7 ? `${when}-01` : (when ?? "");
        return [seconds(day), { count: Number(count), killed: killed === undefined || killed === "-" ? null : Number(killed) }];
      }),
  );
}

/** One bin a day; one a month where there are more days than a bar can be told apart in. */
function binned(days: Map<number, Told>): Bin[] {
  if (days.size === 0) return [];
  const [first, last] = [Math.min(...days.keys()), Math.max(...days.keys())];
  const bins: Bin[] = [];
  const byMonth = last - first > 500 * DAY;
  let start = byMonth ? monthOf(first, 0) : first - DAY;
  while (start <= last + (byMonth ? 0 : DAY)) {
    const end = byMonth ? monthOf(start, 1) : start + DAY;
    bins.push({ start, end, count: 0, killed: null });
    start = end;
  }
  let at = 0;
  for (const [day, { count, killed }] of [...days].sort(([one], [other]) => one - other)) {
    while ((bins[at]?.end ?? Infinity) <= day) at += 1;
    const bin = bins[at];
    if (bin === undefined) break;
    bin.count += count;
    if (killed !== null) bin.killed = (bin.killed ?? 0) + killed;
  }
  return bins;
}

function monthOf(time: number, later: number): number {
  const day = new Date(time * 1000);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + later) / 1000;
}

function seconds(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

export function iso(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 10);
}

// Counts by day as bars, with a brush that puts its first and last day into the form's fields and sends it.

import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import { need, token } from "./dom";
import { onTheme } from "./theme";

const DAY = 86_400;

/** A stretch of days, as seconds since 1970 at the beginning of the first and of the one after the last, and a count. */
interface Bin {
  start: number;
  end: number;
  count: number;
}

export function mountTimeline(figure: HTMLElement): void {
  const bins = binned(parse(figure.dataset["timeline"] ?? ""));
  const form = need<HTMLFormElement>("form[role=search]");
  const target = need<HTMLElement>(".timeline-plot", figure);
  figure.hidden = false;
  let plot = draw(figure, target, bins, form);
  const again = (): void => {
    plot.destroy();
    plot = draw(figure, target, bins, form);
  };
  onTheme(again);
  let width = target.clientWidth;
  new ResizeObserver(() => {
    if (target.clientWidth === width) return;
    width = target.clientWidth;
    again();
  }).observe(target);
}

function draw(figure: HTMLElement, target: HTMLElement, bins: Bin[], form: HTMLFormElement): uPlot {
  const first = bins[0]?.start ?? 0;
  const last = bins.at(-1)?.end ?? DAY;
  const bars = uPlot.paths.bars?.({ size: [0.8, 40, 1], align: 1 });
  const axis = { stroke: token("--quiet"), font: `12px ${token("--sans")}`, ticks: { show: false } };
  const options: uPlot.Options = {
    width: target.clientWidth,
    height: target.clientHeight,
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: true, range: [first, last] }, y: { range: (_plot, _low, high) => [0, Math.max(1, high)] } },
    axes: [
      { ...axis, grid: { show: false }, size: 36, space: 70, values: (_plot, splits, _axis, _space, step) => named(splits, step) },
      { ...axis, grid: { stroke: token("--line"), width: 1 }, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000] },
    ],
    series: [{}, { fill: token("--accent"), width: 0, points: { show: false }, ...(bars === undefined ? {} : { paths: bars }) }],
    hooks: {
      ready: [(plot) => showChosen(plot, figure)],
      setSelect: [(plot) => send(plot, bins, form)],
    },
  };
  return new uPlot(options, [bins.map(({ start }) => start), bins.map(({ count }) => count)], target);
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

/** The days that the address chose, as the brush that would have chosen them. */
function showChosen(plot: uPlot, figure: HTMLElement): void {
  const { since, until } = figure.dataset;
  if (!since && !until) return;
  const left = since ? plot.valToPos(seconds(since), "x") : 0;
  const right = until ? plot.valToPos(seconds(until) + DAY, "x") : plot.over.clientWidth;
  plot.setSelect({ left, width: right - left, top: 0, height: plot.over.clientHeight }, false);
}

/** The days of the bins that the brush touches go into the form. */
function send(plot: uPlot, bins: Bin[], form: HTMLFormElement): void {
  const { left, width } = plot.select;
  if (width < 2) return;
  const from = plot.posToVal(left, "x");
  const to = plot.posToVal(left + width, "x");
  const touched = bins.filter(({ start, end }) => start < to && end > from);
  const [first, last] = [touched[0], touched.at(-1)];
  if (first === undefined || last === undefined) return;
  need<HTMLInputElement>("[name=since]", form).value = iso(first.start);
  need<HTMLInputElement>("[name=until]", form).value = iso(last.end - DAY);
  form.requestSubmit();
}

/** Reads "2031-05-06:3 2031-05-09:1". */
function parse(written: string): Map<number, number> {
  return new Map(
    written.split(" ").map((one) => {
      const [day, count] = one.split(":");
      return [seconds(day ?? ""), Number(count)];
    }),
  );
}

/** One bin a day; one a month where there are more days than a bar can be told apart in. */
function binned(days: Map<number, number>): Bin[] {
  const [first, last] = [Math.min(...days.keys()), Math.max(...days.keys())];
  const bins: Bin[] = [];
  const byMonth = last - first > 500 * DAY;
  let start = byMonth ? monthOf(first, 0) : first - DAY;
  while (start <= last + (byMonth ? 0 : DAY)) {
    const end = byMonth ? monthOf(start, 1) : start + DAY;
    bins.push({ start, end, count: 0 });
    start = end;
  }
  for (const [day, count] of days) {
    const bin = bins.find(({ start, end }) => start <= day && day < end);
    if (bin !== undefined) bin.count += count;
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

function iso(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 10);
}

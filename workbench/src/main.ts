// Where everything is mounted: what a page holds decides which modules it gets.

import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/components.css";
import "./styles/reports.css";
import "./styles/report.css";
import "./styles/print.css";
import { mountKeys, onKey } from "./keys";
import { mountTheme } from "./theme";
import { mountReport } from "./views/report";
import { mountReports } from "./views/reports";

const VIEWS: Record<string, () => void> = { report: mountReport, reports: mountReports };

VIEWS[document.body.dataset["view"] ?? ""]?.();

const search = document.querySelector<HTMLInputElement>("[data-search]");
if (search !== null) onKey("/", "Search", () => search.focus());
mountTheme();

const map = document.querySelector<HTMLElement>("[data-map]");
if (map !== null) whenNear(map, () => void import("./map").then(({ mountMap }) => mountMap(map)));

const timeline = document.querySelector<HTMLElement>("[data-timeline]");
if (timeline !== null) void import("./timeline").then(({ mountTimeline }) => mountTimeline(timeline));

mountKeys();

/** Call once the element is on the screen or nearly: a map is a megabyte that many readers never scroll to. */
function whenNear(element: HTMLElement, act: () => void): void {
  element.hidden = false;
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      act();
    },
    { rootMargin: "200px" },
  );
  watch.observe(element);
}

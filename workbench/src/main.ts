// Where everything is mounted: what a page holds decides which modules it gets.

import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/components.css";
import "./styles/reports.css";
import "./styles/report.css";
import "./styles/book.css";
import "./styles/incident.css";
import "./styles/review.css";
import "./styles/compare.css";
import "./styles/overview.css";
import "./styles/subjects.css";
import "./styles/print.css";
import { mountKeys, onKey } from "./keys";
import { onceNear } from "./near";
import { mountTheme } from "./theme";
import { mountIncident } from "./views/incident";
import { mountOverview } from "./views/overview";
import { mountReport } from "./views/report";
import { mountReports } from "./views/reports";
import { mountReview } from "./views/review";
import { mountSubjects } from "./views/subjects";

const VIEWS: Record<string, () => void> = {
  incident: mountIncident,
  overview: mountOverview,
  report: mountReport,
  reports: mountReports,
  review: mountReview,
  subject: mountSubjects,
  subjects: mountSubjects,
};

VIEWS[document.body.dataset["view"] ?? ""]?.();

const search = document.querySelector<HTMLInputElement>("[data-search]");
if (search !== null) onKey("/", "Search", () => search.focus());
mountTheme();

const map = document.querySelector<HTMLElement>("[data-map]");
if (map !== null) {
  map.hidden = false; // a map is a megabyte that many readers never scroll to
  onceNear(map, () => void import("./map").then(({ mountMap }) => mountMap(map)));
}

const timeline = document.querySelector<HTMLElement>("[data-timeline]");
if (timeline !== null) void import("./timeline").then(({ mountTimeline }) => mountTimeline(timeline));

mountKeys();

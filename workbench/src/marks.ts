// The overview's map: incidents near each other as one mark, as the server adds them up for the zoom that is shown.

import {
  type FilterSpecification,
  type GeoJSONSource,
  type LayerSpecification,
  LngLatBounds,
  type Map as Chart,
  type MapGeoJSONFeature,
  type StyleSpecification,
} from "maplibre-gl";
import { basemapSources, FONT, groundLayers, labelLayers } from "./basemap";
import { FILLS, openChart, ring, RINGS } from "./chart";
import { token } from "./dom";

interface Killed {
  told: number;
  low: number | null;
  best: number | null;
  high: number | null;
  open: number;
}

export interface Mark {
  lat: number;
  lon: number;
  incidents: number;
  precision: string;
  area: boolean;
  country: string | null;
  place: string | null;
  id: string | null;
  outline: string | null;
  frame: [number, number, number, number] | null;
  killed: Killed;
}

/** A row of the list that is pointed at. */
export interface Pointed {
  lat: number;
  lon: number;
  precision: string;
}

export interface Hears {
  /** The map came to rest: the part that is seen, as an address writes it. */
  moved: (box: string) => void;
  /** A mark was clicked. */
  picked: (mark: Mark) => void;
  /** The pointer is over a mark, or left it. */
  hovered: (mark: Mark | null) => void;
}

const COARSE = new Set(["district", "province", "country"]);
/** The radius of the largest disc, in pixels. */
const LARGEST = 32;
const LEAST = 3.5;

/** The map, its marks, and what is told to it. */
export class Marks {
  private query = "";
  private marks: Mark[] = [];
  private pointed: Pointed | null = null;
  private asking: AbortController | null = null;

  private constructor(
    private readonly chart: Chart,
    private readonly element: HTMLElement,
    private readonly hears: Hears,
  ) {}

  /** Open the map in the element over `bounds`; null where the browser draws none. */
  static open(element: HTMLElement, bounds: string, hears: Hears): Marks | null {
    const chart = openChart(element, style, {
      bounds: boundsOf(bounds) ?? new LngLatBounds([-130, -50, 150, 65]),
      fitBoundsOptions: { padding: 40, maxZoom: 7 },
      maxZoom: 12,
      renderWorldCopies: false,
    });
    if (chart === null) return null;
    const marks = new Marks(chart, element, hears);
    marks.listen();
    return marks;
  }

  /** Show the incidents of another query. */
  async ask(query: string): Promise<void> {
    this.query = query;
    await this.load();
  }

  /** Bring all of this into view. */
  fit(bounds: string): void {
    const box = boundsOf(bounds);
    if (box !== null) this.chart.fitBounds(box, { padding: 40, maxZoom: 7, animate: !still() });
  }

  /** Go nearer to a point. */
  nearer(lon: number, lat: number, zoom: number): void {
    this.chart.easeTo({ center: [lon, lat], zoom: Math.min(12, zoom), animate: !still() });
  }

  get zoom(): number {
    return this.chart.getZoom();
  }

  /** Mark the place of one row of the list, and bring it into view where that is wanted. */
  point(pointed: Pointed | null, follow: boolean): void {
    this.pointed = pointed;
    this.draw();
    if (pointed === null || !follow) return;
    if (!this.chart.getBounds().contains([pointed.lon, pointed.lat])) {
      this.chart.easeTo({ center: [pointed.lon, pointed.lat], animate: !still() });
    }
  }

  /** The part that is seen, as an address writes it. */
  box(): string {
    const bounds = this.chart.getBounds();
    const edge = (value: number, most: number): string => Math.max(-most, Math.min(most, value)).toFixed(3);
    return [
      edge(bounds.getWest(), 180),
      edge(bounds.getSouth(), 90),
      edge(bounds.getEast(), 180),
      edge(bounds.getNorth(), 90),
    ].join(",");
  }

  private listen(): void {
    const { chart, hears } = this;
    chart.on("moveend", () => {
      hears.moved(this.box());
      void this.load();
    });
    chart.on("style.load", () => this.draw());
    chart.on("click", (event) => {
      const mark = this.at(chart.queryRenderedFeatures(event.point, { layers: this.touchable() })[0]);
      if (mark !== undefined) hears.picked(mark);
    });
    chart.on("mousemove", (event) => {
      const mark = this.at(chart.queryRenderedFeatures(event.point, { layers: this.touchable() })[0]);
      chart.getCanvas().style.cursor = mark === undefined ? "" : "pointer";
      hears.hovered(mark ?? null);
    });
    chart.on("mouseout", () => hears.hovered(null));
  }

  private touchable(): string[] {
    return TOUCHABLE.filter((layer) => this.chart.getLayer(layer) !== undefined);
  }

  private at(feature: MapGeoJSONFeature | undefined): Mark | undefined {
    const { mark, outline } = feature?.properties ?? {};
    if (typeof mark === "number") return this.marks[mark];
    return this.marks.find((one) => one.area && one.outline !== null && one.outline === outline);
  }

  private async load(): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    const parameters = new URLSearchParams(this.query);
    for (const name of ["page", "after", "sort", "box"]) parameters.delete(name);
    parameters.set("zoom", Math.max(0, this.chart.getZoom()).toFixed(2));
    parameters.set("view", this.box());
    try {
      const answer = await fetch(`/incidents/map.json?${parameters.toString()}`, { signal: this.asking.signal });
      if (!answer.ok) throw new Error(`${answer.status}`);
      this.marks = ((await answer.json()) as { marks: Mark[] }).marks;
      this.draw();
      this.element.dataset["marks"] = String(this.marks.length);
      this.element.dataset["incidents"] = String(this.marks.reduce((all, { incidents }) => all + incidents, 0));
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.element.dataset["marks"] = "none";
    }
  }

  private draw(): void {
    const source = this.chart.getSource<GeoJSONSource>("incidents");
    if (source === undefined) return; // the style is on its way, and draws when it is there
    source.setData(this.features());
    for (const precision of Object.keys(FILLS)) {
      for (const layer of [`${precision}-fill`, `${precision}-line`]) this.chart.setFilter(layer, this.outlined(precision));
    }
  }

  private outlined(precision: string): FilterSpecification {
    const names = this.marks
      .filter((mark) => mark.area && mark.precision === precision && mark.outline !== null)
      .map(({ outline }) => outline ?? "");
    return ["in", ["get", "outline"], ["literal", names]];
  }

  private features(): GeoJSON.FeatureCollection {
    const most = Math.max(1, ...this.marks.map(({ killed }) => killed.high ?? killed.best ?? 0));
    const grows = Math.min(3, LARGEST / Math.sqrt(most));
    const radius = (value: number | null): number => (value === null ? 0 : Math.max(LEAST, grows * Math.sqrt(value)));
    const features = this.marks.flatMap((mark, at) => this.featuresOf(mark, at, radius));
    if (this.pointed !== null) features.push(...this.pointedAt(this.pointed));
    return { type: "FeatureCollection", features };
  }

  private featuresOf(mark: Mark, at: number, radius: (value: number | null) => number): GeoJSON.Feature[] {
    const { killed, incidents } = mark;
    const best = radius(killed.best);
    const told = {
      mark: at,
      label: incidents > 1 ? incidents.toLocaleString("en") : "",
      size: incidents,
      low: radius(killed.low),
      best: best === 0 ? 5 : best,
      high: radius(killed.high),
    };
    const centre: [number, number] = mark.area && mark.frame !== null ? middle(mark.frame) : [mark.lon, mark.lat];
    const point = (kind: string): GeoJSON.Feature => feature({ type: "Point", coordinates: centre }, { ...told, kind });
    if (mark.area) {
      const figure = killed.best === null ? "?" : `${killed.open > 0 ? "≥" : ""}${killed.best.toLocaleString("en")}`;
      const named = { ...told, kind: "area", label: incidents > 1 ? `${figure}\n(${incidents.toLocaleString("en")})` : figure };
      const name = feature({ type: "Point", coordinates: centre }, named);
      return mark.outline === null ? [name, this.dashed(centre, RINGS[mark.precision] ?? 15, told)] : [name];
    }
    const vague = COARSE.has(mark.precision) && (incidents === 1 || mark.place !== null);
    if (vague) {
      const reach = Math.max(this.kilometres(Math.max(13, told.high, told.best), mark.lat), RINGS[mark.precision] ?? 15);
      return [point("vague"), this.dashed(centre, reach, told)];
    }
    return [point(killed.best === null ? "none" : incidents === 1 && mark.precision === "exact" ? "exact" : "some")];
  }

  private pointedAt({ lon, lat, precision }: Pointed): GeoJSON.Feature[] {
    const reach = RINGS[precision] ?? 0;
    return [
      feature(
        { type: "LineString", coordinates: ring(lon, lat, Math.max(reach, this.kilometres(17, lat))) },
        { kind: "pointed" },
      ),
    ];
  }

  private dashed(centre: [number, number], reach: number, told: Record<string, unknown>): GeoJSON.Feature {
    return feature({ type: "LineString", coordinates: ring(...centre, reach) }, { ...told, kind: "ring" });
  }

  /** How many kilometres so many pixels are at this zoom. */
  private kilometres(pixels: number, lat: number): number {
    return (pixels * 40_075 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** this.chart.getZoom());
  }
}

const TOUCHABLE = ["high", "best", "none", "vague", "country-fill", "province-fill", "district-fill"];

function feature(geometry: GeoJSON.Geometry, properties: Record<string, unknown>): GeoJSON.Feature {
  return { type: "Feature", geometry, properties };
}

function middle([west, south, east, north]: [number, number, number, number]): [number, number] {
  return [(west + east) / 2, (south + north) / 2];
}

function boundsOf(written: string): LngLatBounds | null {
  const [west, south, east, north] = written.split(",").filter(Boolean).map(Number);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return new LngLatBounds([west, south, east, north]);
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function style(): StyleSpecification {
  const nothing: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  return {
    version: 8,
    sources: { ...basemapSources(), incidents: { type: "geojson", data: nothing } },
    layers: [...groundLayers(), ...areaLayers(), ...labelLayers(), ...markLayers()],
  };
}

function areaLayers(): LayerSpecification[] {
  return Object.entries(FILLS).flatMap(([precision, opacity]): LayerSpecification[] => {
    const source = precision === "country" ? "countries" : "areas";
    const common = { source, "source-layer": source, filter: ["boolean", false] as FilterSpecification };
    return [
      { ...common, id: `${precision}-fill`, type: "fill", paint: { "fill-color": token("--map-mark"), "fill-opacity": opacity } },
      { ...common, id: `${precision}-line`, type: "line", paint: { "line-color": token("--map-mark"), "line-width": 1 } },
    ];
  });
}

/** The pale disc reaches to the high figure, the dark one to the low, the line between them is the best. */
function markLayers(): LayerSpecification[] {
  const of = (...kinds: string[]): FilterSpecification => ["in", ["get", "kind"], ["literal", kinds]];
  const mark = token("--map-mark");
  const ink = { "text-color": token("--ink"), "text-halo-color": token("--map-halo"), "text-halo-width": 1.6 };
  const label = (id: string, filter: FilterSpecification, size: number): LayerSpecification => ({
    id,
    type: "symbol",
    source: "incidents",
    filter,
    layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": size, "symbol-sort-key": ["-", ["get", "size"]] },
    paint: ink,
  });
  const disc = (id: string, filter: FilterSpecification, radius: string, paint: object): LayerSpecification => ({
    id,
    type: "circle",
    source: "incidents",
    filter,
    layout: { "circle-sort-key": ["-", ["get", "size"]] },
    paint: { "circle-radius": ["get", radius], ...paint },
  });
  return [
    {
      id: "rings",
      type: "line",
      source: "incidents",
      filter: of("ring"),
      paint: { "line-color": mark, "line-width": 1.5, "line-dasharray": [2, 2] },
    },
    disc("high", of("some", "exact"), "high", { "circle-color": mark, "circle-opacity": 0.16 }),
    disc("low", of("some", "exact"), "low", { "circle-color": mark, "circle-opacity": 0.42 }),
    disc("best", of("some", "exact"), "best", {
      "circle-color": mark,
      "circle-opacity": 0.08,
      "circle-stroke-color": mark,
      "circle-stroke-width": 1.75,
    }),
    disc("none", of("none"), "best", { "circle-color": token("--map-land"), "circle-stroke-color": mark, "circle-stroke-width": 1.25 }),
    disc("vague", of("vague"), "best", { "circle-color": mark, "circle-opacity": 0.06 }),
    {
      id: "exact",
      type: "circle",
      source: "incidents",
      filter: of("exact"),
      paint: { "circle-radius": 2, "circle-color": mark },
    },
    label("counts", of("some", "exact", "none", "vague"), 12),
    label("areas", of("area"), 13),
    {
      id: "pointed",
      type: "line",
      source: "incidents",
      filter: of("pointed"),
      paint: { "line-color": token("--ink"), "line-width": 2.5 },
    },
  ];
}

// A map of the places in a table's rows, each drawn as precisely as it is known and no more.

import "maplibre-gl/dist/maplibre-gl.css";
import {
  addProtocol,
  type FilterSpecification,
  type GeoJSONSourceSpecification,
  type LayerSpecification,
  LngLatBounds,
  Map as Chart,
  NavigationControl,
  setWorkerUrl,
  type StyleSpecification,
} from "maplibre-gl";
import { Protocol } from "pmtiles";
import { basemapSources, FONT, groundLayers, labelLayers } from "./basemap";
import { make, need, token } from "./dom";
import { onTheme } from "./theme";

interface Place {
  row: HTMLElement;
  name: string;
  precision: string;
  lat: number;
  lon: number;
  /** The name of its outline on the map; empty where it has none. */
  outline: string;
  /** West, south, east and north of the outline in degrees; null where it has none. */
  frame: [number, number, number, number] | null;
  weight: number;
}

/** How wide a ring is drawn round a place whose outline the map does not have, in kilometres: about here. */
const RINGS: Record<string, number> = { district: 15, province: 60, country: 250 };

/** Draw the places of the table that `data-map` names; without WebGL say so, and leave the table. */
export function mountMap(element: HTMLElement): void {
  const rows = need(element.dataset["map"] ?? "").querySelectorAll<HTMLElement>("[data-lat]");
  const places = [...rows].map(asPlace);
  setWorkerUrl("/static/map-worker.js");
  addProtocol("pmtiles", new Protocol().tile);
  let chart: Chart;
  try {
    chart = new Chart({
      container: element,
      style: style(places),
      bounds: around(places),
      fitBoundsOptions: { padding: 32, maxZoom: 7 },
      maxZoom: 11,
      scrollZoom: false, // the page scrolls; the buttons and the keys zoom
      dragRotate: false,
      attributionControl: { compact: false, customAttribution: "Natural Earth · Who’s On First" },
    });
  } catch {
    element.replaceWith(make("p", { class: "remark" }, "This browser draws no map (it has no WebGL). The table says the same."));
    return;
  }
  chart.addControl(new NavigationControl({ showCompass: false }));
  chart.touchZoomRotate.disableRotation();
  // Told on the page and not to the console, where a fetch that ends with the page itself would stand as a fault.
  chart.once("error", () => {
    element.append(make("p", { class: "map-fault", role: "status" }, "A part of the map could not be loaded."));
  });
  chart.once("idle", () => element.setAttribute("data-drawn", ""));
  onTheme(() => chart.setStyle(style(places)));
  join(chart, places);
}

function asPlace(row: HTMLElement): Place {
  const { name, precision, lat, lon, outline, frame, weight } = row.dataset;
  const edges = (frame ?? "").split(" ").filter(Boolean).map(Number);
  const [west, south, east, north] = edges;
  const whole = west !== undefined && south !== undefined && east !== undefined && north !== undefined;
  return {
    row,
    name: name ?? "",
    precision: precision ?? "",
    lat: Number(lat),
    lon: Number(lon),
    outline: outline ?? "",
    frame: whole ? [west, south, east, north] : null,
    weight: Number(weight),
  };
}

/** What all places lie in. */
function around(places: Place[]): LngLatBounds {
  const bounds = new LngLatBounds();
  for (const { frame, lon, lat, precision } of places) {
    if (frame !== null) bounds.extend(frame);
    else {
      const reach = (RINGS[precision] ?? 110) / 111;
      bounds.extend([lon - reach, lat - reach, lon + reach, lat + reach]);
    }
  }
  return bounds;
}

function style(places: Place[]): StyleSpecification {
  return {
    version: 8,
    sources: { ...basemapSources(), marks: marks(places) },
    layers: [...groundLayers(), ...areaLayers(places), ...ringLayers(), ...labelLayers(), ...dotLayers()],
  };
}

/** Points, and rings as lines. */
function marks(places: Place[]): GeoJSONSourceSpecification {
  const features = places
    .filter(({ outline }) => outline === "")
    .map((place, id): GeoJSON.Feature => {
      const reach = RINGS[place.precision];
      const told = { name: place.name, precision: place.precision, weight: place.weight, row: places.indexOf(place) };
      const geometry: GeoJSON.Geometry =
        reach === undefined
          ? { type: "Point", coordinates: [place.lon, place.lat] }
          : { type: "LineString", coordinates: ring(place, reach) };
      return { type: "Feature", id, properties: told, geometry };
    });
  return { type: "geojson", data: { type: "FeatureCollection", features } };
}

function ring({ lat, lon }: Place, kilometres: number): [number, number][] {
  const degrees = kilometres / 111.2;
  const narrow = Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: 65 }, (_, step) => {
    const turn = (step / 64) * 2 * Math.PI;
    return [lon + (Math.sin(turn) * degrees) / narrow, lat + Math.cos(turn) * degrees];
  });
}

/** The areas, thinner the wider: a country is known to have been struck, and no part of it more than another. */
function areaLayers(places: Place[]): LayerSpecification[] {
  const fills = { district: 0.3, province: 0.2, country: 0.1 };
  return Object.entries(fills).flatMap(([precision, opacity]): LayerSpecification[] => {
    const outlines = places.filter((place) => place.precision === precision && place.outline !== "").map(({ outline }) => outline);
    const source = precision === "country" ? "countries" : "areas";
    const filter: FilterSpecification = ["in", ["get", "outline"], ["literal", outlines]];
    const common = { source, "source-layer": source, filter };
    return [
      {
        ...common,
        id: `${precision}-fill`,
        type: "fill",
        paint: { "fill-color": token("--map-mark"), "fill-opacity": opacity },
      },
      {
        ...common,
        id: `${precision}-line`,
        type: "line",
        paint: { "line-color": token("--map-mark"), "line-width": 1 },
      },
    ];
  });
}

function ringLayers(): LayerSpecification[] {
  return [
    {
      id: "rings",
      type: "line",
      source: "marks",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": token("--map-mark"), "line-width": 1.5, "line-dasharray": [2, 2] },
    },
  ];
}

function dotLayers(): LayerSpecification[] {
  return [
    {
      id: "dots",
      type: "circle",
      source: "marks",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": ["min", 14, ["+", 4, ["sqrt", ["get", "weight"]]]],
        "circle-color": ["match", ["get", "precision"], "exact", token("--map-mark"), token("--map-land")],
        "circle-stroke-color": token("--map-mark"),
        "circle-stroke-width": 2.5,
      },
    },
    {
      id: "dot-names",
      type: "symbol",
      source: "marks",
      filter: ["==", ["geometry-type"], "Point"],
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 13,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.9,
        "text-justify": "auto",
      },
      paint: { "text-color": token("--ink"), "text-halo-color": token("--map-halo"), "text-halo-width": 1.6 },
    },
  ];
}

/** A click on a mark leads to the first claim that tells the place. */
function join(chart: Chart, places: Place[]): void {
  const layers = ["dots", "district-fill", "province-fill", "country-fill"];
  const placeAt = (feature: { properties: Record<string, unknown> } | undefined): Place | undefined => {
    const { row, outline } = feature?.properties ?? {};
    return typeof row === "number" ? places[row] : places.find((place) => place.outline !== "" && place.outline === outline);
  };
  chart.on("click", (event) => {
    const [met] = chart.queryRenderedFeatures(event.point, { layers });
    placeAt(met)?.row.querySelector<HTMLAnchorElement>("a")?.click();
  });
  chart.on("mousemove", (event) => {
    chart.getCanvas().style.cursor = chart.queryRenderedFeatures(event.point, { layers }).length > 0 ? "pointer" : "";
  });
}

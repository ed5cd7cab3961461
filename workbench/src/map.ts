// A map of the places in a table's rows, each drawn as precisely as it is known and no more.

import {
  type FilterSpecification,
  type GeoJSONSourceSpecification,
  type LayerSpecification,
  LngLatBounds,
  type Map as Chart,
  type StyleSpecification,
} from "maplibre-gl";
import { basemapSources, FONT, groundLayers, labelLayers } from "./basemap";
import { FILLS, openChart, ring, RINGS } from "./chart";
import { need, token } from "./dom";

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

/** Draw the places of the table that `data-map` names; without WebGL say so, and leave the table. */
export function mountMap(element: HTMLElement): void {
  const rows = need(element.dataset["map"] ?? "").querySelectorAll<HTMLElement>("[data-lat]");
  const places = [...rows].map(asPlace);
  const chart = openChart(element, () => style(places), {
    bounds: around(places),
    fitBoundsOptions: { padding: 32, maxZoom: 7 },
    maxZoom: 11,
  });
  if (chart !== null) join(chart, places);
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
          : { type: "LineString", coordinates: ring(place.lon, place.lat, reach) };
      return { type: "Feature", id, properties: told, geometry };
    });
  return { type: "geojson", data: { type: "FeatureCollection", features } };
}

/** The areas, thinner the wider: a country is known to have been struck, and no part of it more than another. */
function areaLayers(places: Place[]): LayerSpecification[] {
  return Object.entries(FILLS).flatMap(([precision, opacity]): LayerSpecification[] => {
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

// The map's own style, light and dark by the tokens: four layers out of the package, and nothing from elsewhere.

import type { FilterSpecification, LayerSpecification, SourceSpecification } from "maplibre-gl";
import { token } from "./dom";

const SOURCES = { countries: 5, areas: 7, lines: 5, towns: 5 };

/** Labels are drawn with the machine's own fonts: a style without `glyphs` asks for none. */
export const FONT = ["system-ui", "sans-serif"];

export function basemapSources(): Record<string, SourceSpecification> {
  return Object.fromEntries(
    Object.entries(SOURCES).map(([name, maxzoom]) => [
      name,
      { type: "vector", url: `pmtiles://${location.origin}/basemap/${name}.pmtiles`, minzoom: 0, maxzoom },
    ]),
  );
}

/** What lies under the marks. */
export function groundLayers(): LayerSpecification[] {
  return [
    { id: "sea", type: "background", paint: { "background-color": token("--map-sea") } },
    { id: "land", type: "fill", source: "countries", "source-layer": "countries", paint: { "fill-color": token("--map-land") } },
    line("districts", "areas", ["==", ["get", "kind"], "county"], { color: "--map-province", width: 0.4, minzoom: 6 }),
    line("provinces", "areas", ["==", ["get", "kind"], "region"], { color: "--map-province", width: 0.8, minzoom: 4 }),
    line("states", "lines", ["==", ["get", "kind"], "province"], { color: "--map-province", width: 0.6, minzoom: 3 }),
    line("borders", "lines", ["==", ["get", "kind"], "border"], { color: "--map-border", width: 1 }),
    line("disputed", "lines", ["==", ["get", "kind"], "disputed"], { color: "--map-border", width: 1, dashes: [3, 2] }),
  ];
}

/** What lies over the marks. */
export function labelLayers(): LayerSpecification[] {
  return [
    {
      id: "towns",
      type: "symbol",
      source: "towns",
      "source-layer": "towns",
      filter: ["<=", ["get", "rank"], ["step", ["zoom"], 1, 3, 3, 4, 5, 5, 7, 6, 10]],
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["match", ["get", "capital"], 1, 13, 11.5],
        "symbol-sort-key": ["get", "rank"],
        "text-padding": 6,
      },
      paint: { "text-color": token("--map-label"), "text-halo-color": token("--map-halo"), "text-halo-width": 1.4 },
    },
  ];
}

interface Drawn {
  color: string;
  width: number;
  dashes?: number[];
  minzoom?: number;
}

function line(
  id: string,
  source: string,
  filter: FilterSpecification,
  { color, width, dashes, minzoom }: Drawn,
): LayerSpecification {
  return {
    id,
    type: "line",
    source,
    "source-layer": source,
    filter,
    minzoom: minzoom ?? 0,
    paint: { "line-color": token(color), "line-width": width, ...(dashes === undefined ? {} : { "line-dasharray": dashes }) },
  };
}

// A map on the page: made once, its colours as the theme has them, and no request but to our own origin.

import "maplibre-gl/dist/maplibre-gl.css";
import { addProtocol, Map as Chart, type MapOptions, NavigationControl, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { make } from "./dom";
import { onTheme } from "./theme";

/** How wide a ring is drawn round a place whose outline the map does not have, in kilometres: about here. */
export const RINGS: Record<string, number> = { district: 15, province: 60, country: 250 };

/** How thinly an area is filled, the thinner the wider: no part of it was struck more than another. */
export const FILLS: Record<string, number> = { district: 0.3, province: 0.2, country: 0.1 };

/** Open a map in the element; without WebGL say so there, and give null. */
export function openChart(element: HTMLElement, style: () => StyleSpecification, options: Partial<MapOptions>): Chart | null {
  setWorkerUrl("/static/map-worker.js");
  addProtocol("pmtiles", new Protocol().tile);
  let chart: Chart;
  try {
    chart = new Chart({
      container: element,
      style: style(),
      scrollZoom: false, // the page scrolls; the buttons and the keys zoom
      dragRotate: false,
      attributionControl: { compact: false, customAttribution: "Natural Earth · Who’s On First" },
      ...options,
    });
  } catch {
    element.replaceWith(make("p", { class: "remark" }, "This browser draws no map (it has no WebGL). The table says the same."));
    return null;
  }
  chart.addControl(new NavigationControl({ showCompass: false }));
  chart.touchZoomRotate.disableRotation();
  // Told on the page and not to the console, where a fetch that ends with the page itself would stand as a fault.
  chart.once("error", () => {
    element.append(make("p", { class: "map-fault", role: "status" }, "A part of the map could not be loaded."));
  });
  chart.once("idle", () => element.setAttribute("data-drawn", ""));
  restyled(chart, style);
  return chart;
}

/** Give the map its style anew when the theme changes; a style that is still on its way arrives first. */
function restyled(chart: Chart, style: () => StyleSpecification): void {
  let loading = true;
  let stale = false;
  const again = (): void => {
    stale = loading;
    if (loading) return;
    loading = true;
    chart.setStyle(style(), { diff: false });
  };
  chart.on("style.load", () => {
    loading = false;
    if (stale) again();
  });
  onTheme(again);
}

/** A ring round a point, as the corners of a line. */
export function ring(lon: number, lat: number, kilometres: number): [number, number][] {
  const degrees = kilometres / 111.2;
  const narrow = Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: 65 }, (_, step) => {
    const turn = (step / 64) * 2 * Math.PI;
    return [lon + (Math.sin(turn) * degrees) / narrow, lat + Math.cos(turn) * degrees];
  });
}

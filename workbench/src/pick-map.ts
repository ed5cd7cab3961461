// A map to be clicked: where it was.

import "maplibre-gl/dist/maplibre-gl.css";
import { addProtocol, Map as Chart, NavigationControl, setWorkerUrl } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { basemapSources, groundLayers, labelLayers } from "./basemap";
import { make } from "./dom";

/** Draw the world into `element`; each click gives its latitude and longitude. */
export function mountPickMap(element: HTMLElement, chosen: (lat: string, lon: string) => void): void {
  setWorkerUrl("/static/map-worker.js");
  addProtocol("pmtiles", new Protocol().tile);
  try {
    const chart = new Chart({
      container: element,
      style: { version: 8, sources: basemapSources(), layers: [...groundLayers(), ...labelLayers()] },
      center: [30, 20],
      zoom: 1.5,
      maxZoom: 11,
      dragRotate: false,
      attributionControl: { compact: true, customAttribution: "Natural Earth · Who’s On First" },
    });
    chart.addControl(new NavigationControl({ showCompass: false }));
    chart.on("click", ({ lngLat }) => {
      const { lat, lng } = lngLat.wrap();
      chosen(lat.toFixed(5), lng.toFixed(5));
    });
    chart.getCanvas().style.cursor = "crosshair";
  } catch {
    element.replaceWith(make("p", { class: "remark" }, "This browser draws no map (it has no WebGL). Type the place’s name instead."));
  }
}

// Builds the workbench's scripts and styles into the package, under names that stay.
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

const STATIC = "../src/tollbook/web/static";

/** The text of a package's licence: its own file, else that part of its README, else the one that we keep for it. */
function licence(name, folder) {
  const files = readdirSync(folder);
  const file = files.find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  if (file) return readFileSync(join(folder, file), "utf8").trim();
  const readme = files.find((entry) => /^readme/i.test(entry));
  const part = readme && /^#+ licen[cs]e.*?$([^]*Permission is hereby[^]*)/im.exec(readFileSync(join(folder, readme), "utf8"));
  if (part) return part[1].trim();
  return readFileSync(join("licences", `${name}.txt`), "utf8").trim();
}

/** The licences of what is bundled: every runtime dependency and theirs, by name. */
function licences() {
  const found = new Map();
  const visit = (names) => {
    for (const name of Object.keys(names ?? {})) {
      if (found.has(name) || name.startsWith("@types/")) continue;
      const folder = join("node_modules", name);
      const told = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      found.set(name, `${name} ${told.version} (${told.license})\n\n${licence(name, folder)}\n`);
      visit(told.dependencies);
    }
  };
  visit(JSON.parse(readFileSync("package.json", "utf8")).dependencies);
  return [...found.keys()].sort().map((name) => found.get(name)).join(`\n${"-".repeat(80)}\n\n`);
}

/** What is shipped beside the bundle: MapLibre's worker, which is a file of its own, the sign, and the licences. */
const beside = {
  name: "beside",
  writeBundle({ dir }) {
    copyFileSync("node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs", join(dir, "map-worker.js"));
    copyFileSync("src/icon.svg", join(dir, "icon.svg"));
    writeFileSync(join(dir, "LICENSES.txt"), licences());
  },
};

export default defineConfig({
  base: "/static/",
  publicDir: false,
  plugins: [beside],
  build: {
    outDir: process.env.WORKBENCH_OUT ?? STATIC,
    emptyOutDir: true,
    target: "es2023",
    cssCodeSplit: false,
    modulePreload: false,
    sourcemap: false,
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: { workbench: "src/main.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? "workbench.css" : "[name][extname]"),
      },
    },
  },
});

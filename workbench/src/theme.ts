// Light, dark, or as the system has it: the reader's choice, kept in the browser; `?theme=` in the address wins.

import { keep, kept, need } from "./dom";
import { onKey } from "./keys";

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const dark = matchMedia("(prefers-color-scheme: dark)");

function asTheme(text: string | null): Theme | null {
  return THEMES.find((theme) => theme === text) ?? null;
}

let chosen: Theme = asTheme(new URLSearchParams(location.search).get("theme")) ?? asTheme(kept("theme")) ?? "system";

function paint(): void {
  const shown = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  document.documentElement.dataset["theme"] = shown;
  document.dispatchEvent(new CustomEvent("theme", { detail: shown }));
}

/** Call back now and whenever the colours change. */
export function onTheme(paintAgain: () => void): void {
  document.addEventListener("theme", paintAgain);
}

export function mountTheme(): void {
  paint();
  dark.addEventListener("change", paint);
  const button = need<HTMLButtonElement>("[data-theme-switch]");
  const name = need("[data-theme-name]", button);
  const label = (): void => {
    name.textContent = chosen.charAt(0).toUpperCase() + chosen.slice(1);
    button.setAttribute("aria-label", `Colours: ${chosen}`);
    button.dataset["chosen"] = chosen;
  };
  const next = (): void => {
    chosen = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length] ?? "system";
    keep("theme", chosen);
    paint();
    label();
  };
  label();
  button.hidden = false;
  button.addEventListener("click", next);
  onKey("t", "Change the colours: system, light, dark", next);
}

// Single keys and what they do. A key is registered with its sentence, and the help shows what is registered.

import { keep, kept, make, need } from "./dom";

interface Key {
  key: string;
  sentence: string;
  act: () => void;
}

const keys: Key[] = [];
let on = kept("keys") !== "off";

/** Let `key` (as in KeyboardEvent.key) do something; `sentence` stands in the help. */
export function onKey(key: string, sentence: string, act: () => void): void {
  keys.push({ key, sentence, act });
}

/** Whether what has the focus takes letters itself. */
function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}

/** Hear the keys, and show the help. Single keys can be turned off there (WCAG 2.2, 2.1.4). */
export function mountKeys(): void {
  const button = need<HTMLButtonElement>("[data-help]");
  const help = dialog();
  const open = (): void => {
    fill(help);
    help.showModal();
  };
  button.hidden = false;
  button.addEventListener("click", open);
  onKey("?", "Show these keys", open);
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]") !== null) return;
    const found = keys.find((one) => one.key === event.key);
    if (found === undefined) return;
    event.preventDefault();
    found.act();
  });
}

function dialog(): HTMLDialogElement {
  const help = make("dialog", { class: "dialog", "aria-labelledby": "help-title" });
  document.body.append(help);
  help.addEventListener("click", (event) => {
    if (event.target === help) help.close();
  });
  return help;
}

function fill(help: HTMLDialogElement): void {
  const list = make("dl", { class: "keys" });
  for (const { key, sentence } of keys) {
    list.append(make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, sentence)));
  }
  list.append(make("div", {}, make("dt", {}, make("kbd", {}, "Esc")), make("dd", {}, "Close this")));
  const box = make("input", { type: "checkbox", id: "keys-on" });
  box.checked = on;
  box.addEventListener("change", () => {
    on = box.checked;
    keep("keys", on ? "on" : "off");
  });
  const close = make("button", { type: "button", class: "button" }, "Close");
  close.addEventListener("click", () => help.close());
  help.replaceChildren(
    make("h2", { id: "help-title" }, "Keys"),
    list,
    make("p", { class: "dialog-foot" }, make("label", { class: "check" }, box, " Single keys are on"), close),
  );
}

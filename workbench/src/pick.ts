// Picking a place out of the gazetteer or off the map, and somebody out of the registry: what is typed is looked up, and
// what is chosen goes into the field.

import { make, need } from "./dom";

interface Place {
  value: string;
  name: string;
  inside: string | null;
  country: string;
  precision: string;
}

interface Actor {
  id: string;
  name: string;
  kind: string;
  country: string | null;
}

/** Let a form's field be filled by looking up what is typed; `data-pick` names where. */
export function mountPick(form: HTMLFormElement): void {
  const field = need<HTMLInputElement>('input[name="value"]', form);
  const list = make("div", { class: "choices", role: "group", "aria-label": "Choices" });
  list.hidden = true;
  form.append(list);
  const show = (choices: [string, string, string][], nothing: string): void => {
    list.replaceChildren(
      ...choices.map(([value, name, about]) => {
        const choice = make("button", { type: "button" }, name, make("small", {}, about));
        choice.addEventListener("click", () => {
          field.value = value;
          list.hidden = true;
          form.requestSubmit();
        });
        return choice;
      }),
      ...(choices.length === 0 ? [make("p", {}, nothing)] : []),
    );
    list.hidden = false;
  };
  const ask = async (query: string): Promise<void> => {
    const answer = await fetch(query, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    if (form.dataset["pick"] === "gazetteer") {
      const { places } = (await answer.json()) as { places: Place[] };
      show(places.map((one) => [one.value, one.name, `${one.precision}, ${[one.inside, one.country].filter(Boolean).join(", ")}`]), "The gazetteer knows no such place.");
    } else {
      const { actors, near } = (await answer.json()) as { actors: Actor[]; near: string[] };
      show(actors.map((one) => [one.id, one.name, [one.kind.replaceAll("_", " "), one.country].filter(Boolean).join(", ")]), near.length > 0 ? `Nobody. Perhaps ${near.join(", ")}?` : "The registry knows nobody by this name; the name alone may be set.");
    }
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = field.value.trim();
    if (words.length < 3) return;
    waiting = setTimeout(() => void ask(`/${form.dataset["pick"]}.json?q=${encodeURIComponent(words)}`), 150);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !list.hidden) {
      event.preventDefault();
      list.querySelector("button")?.focus();
    }
  });
  list.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const all = [...list.querySelectorAll("button")];
    if (step === 0) return;
    event.preventDefault();
    const to = all.findIndex((one) => one === document.activeElement) + step;
    (all[to] ?? field).focus();
  });
  if (form.dataset["pick"] === "gazetteer") mountMapPick(form, (lat, lon) => void ask(`/gazetteer.json?lat=${lat}&lon=${lon}`));
}

function mountMapPick(form: HTMLFormElement, chosen: (lat: string, lon: string) => void): void {
  const button = make("button", { type: "button", class: "button quiet" }, "On the map");
  form.append(button);
  button.addEventListener("click", () => {
    button.hidden = true;
    const place = make("div", { class: "pick-map", role: "application", "aria-label": "Map: click where it was" });
    form.append(place);
    void import("./pick-map").then(({ mountPickMap }) => mountPickMap(place, chosen));
  });
}

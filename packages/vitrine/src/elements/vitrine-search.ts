/**
 * @file `<vitrine-search>`: a search box that suggests queries, categories and products.
 *
 * Follows the pattern of a combobox with a list box (WAI-ARIA): arrows choose, Enter goes, Escape
 * closes. Attributes: `placeholder`, `label`, `limit`. Parts: `input`, `list`, `option`. Fires
 * `vitrine-search` with `detail.query` before it goes to the page of results; `preventDefault` keeps the page.
 */
import type { Suggestions } from "../engine/suggestions/index.js";
import { makeNode, makeSheet } from "./make-node.js";
import { pageSettings } from "./page-settings.js";
import type { PageSettings } from "./page-settings.js";

/** After the last key so long nothing is asked. */
const PAUSE_MS = 60;

interface Choice {
  readonly text: string;
  readonly kind: string;
  /** Where it leads; a query goes to the page of results. */
  readonly url?: string;
}

const sheet = makeSheet(`
  :host { display: block; position: relative; font: inherit; color: inherit; }
  input { box-sizing: border-box; width: 100%; padding: .6em .8em; font: inherit; color: inherit;
    background: var(--vitrine-surface, Field); border: 1px solid var(--vitrine-border, currentColor);
    border-radius: var(--vitrine-radius, .5em); }
  input:focus-visible, li[aria-selected="true"] { outline: 2px solid var(--vitrine-accent, Highlight); outline-offset: -1px; }
  ul { position: absolute; z-index: 10; inset-inline: 0; margin: .25em 0 0; padding: .25em; list-style: none;
    background: var(--vitrine-surface, Canvas); border: 1px solid var(--vitrine-border, currentColor);
    border-radius: var(--vitrine-radius, .5em); max-height: 60vh; overflow: auto; }
  ul[hidden] { display: none; }
  li { display: flex; gap: 1em; justify-content: space-between; padding: .45em .6em; cursor: pointer;
    border-radius: calc(var(--vitrine-radius, .5em) / 2); overflow-wrap: anywhere; }
  li:hover { background: var(--vitrine-hover, color-mix(in srgb, currentColor 8%, transparent)); }
  .kind { opacity: .7; font-size: .85em; }
  .status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`);

/** A search box. */
export class VitrineSearch extends HTMLElement {
  readonly #input = makeNode("input", {
    type: "search",
    role: "combobox",
    part: "input",
    autocomplete: "off",
    // What the server searches for.
    maxlength: "500",
    "aria-autocomplete": "list",
    "aria-controls": "list",
    "aria-expanded": "false",
  });
  readonly #list = makeNode("ul", { id: "list", role: "listbox", part: "list", hidden: "" });
  readonly #status = makeNode("div", { class: "status", role: "status" });
  #choices: readonly Choice[] = [];
  #chosen = -1;
  #asking = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#input, this.#list, this.#status);
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#suggest(), PAUSE_MS);
    });
    this.#input.addEventListener("keydown", (event) => {
      this.#onKey(event);
    });
    this.#input.addEventListener("blur", () => {
      this.#close();
    });
    // Before the box loses the focus, which closes the list.
    this.#list.addEventListener("mousedown", (event) => {
      event.preventDefault();
    });
    this.#list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("li");
      const choice = this.#choices[[...this.#list.children].indexOf(option!)];
      if (choice !== undefined) void this.#go(choice);
    });
  }

  connectedCallback(): void {
    const label = this.getAttribute("label") ?? "Search products";
    this.#input.setAttribute("aria-label", label);
    this.#list.setAttribute("aria-label", label);
    this.#input.placeholder = this.getAttribute("placeholder") ?? label;
  }

  /** What stands in the box. */
  get value(): string {
    return this.#input.value;
  }

  set value(text: string) {
    this.#input.value = text;
  }

  async #suggest(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    // A space at the end says that the word is whole; at the start it says nothing.
    const typed = this.#input.value.trimStart();
    if (typed === "") {
      this.#close();
      return;
    }
    const settings = await pageSettings();
    try {
      const limit = Number(this.getAttribute("limit") ?? 4);
      const suggestions = await settings.client.suggest(typed, { limit, signal });
      if (!signal.aborted) this.#show(toChoices(suggestions, settings));
    } catch (error) {
      // Search goes on working without suggestions.
      if (!signal.aborted) this.#close();
      if (!signal.aborted) {
        this.dispatchEvent(
          new CustomEvent("vitrine-error", { detail: error, bubbles: true, composed: true }),
        );
      }
    }
  }

  #show(choices: readonly Choice[]): void {
    this.#choices = choices;
    this.#chosen = -1;
    this.#list.replaceChildren(
      ...choices.map(({ text, kind }, at) =>
        makeNode(
          "li",
          { id: `option-${at}`, role: "option", part: "option", "aria-selected": "false" },
          [makeNode("span", { dir: "auto" }, [text]), makeNode("span", { class: "kind" }, [kind])],
        ),
      ),
    );
    this.#list.hidden = choices.length === 0;
    this.#input.setAttribute("aria-expanded", String(choices.length > 0));
    this.#input.removeAttribute("aria-activedescendant");
    this.#status.textContent = choices.length === 0 ? "" : `${choices.length} suggestions`;
  }

  #close(): void {
    this.#asking.abort();
    clearTimeout(this.#timer);
    this.#show([]);
  }

  #choose(at: number): void {
    const count = this.#choices.length;
    if (count === 0) return;
    // One place more than there are choices: what was typed.
    this.#chosen = ((at + 1 + count + 1) % (count + 1)) - 1;
    [...this.#list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.#chosen));
    });
    if (this.#chosen < 0) this.#input.removeAttribute("aria-activedescendant");
    else {
      this.#input.setAttribute("aria-activedescendant", `option-${this.#chosen}`);
      this.#list.children[this.#chosen]?.scrollIntoView({ block: "nearest" });
    }
  }

  #onKey(event: KeyboardEvent): void {
    // Of a word that is still being composed the keys belong to the input method.
    if (event.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
        event.preventDefault();
        if (this.#choices.length === 0) void this.#suggest();
        else this.#choose(this.#chosen + 1);
        return;
      case "ArrowUp":
        event.preventDefault();
        this.#choose(this.#chosen - 1);
        return;
      case "Escape":
        if (this.#choices.length > 0) event.preventDefault();
        this.#close();
        return;
      case "Enter":
        event.preventDefault();
        void this.#go(this.#choices[this.#chosen] ?? { text: this.value, kind: "search" });
        return;
      default:
    }
  }

  async #go({ text, kind, url }: Choice): Promise<void> {
    const query = text.trim();
    if (query === "") return;
    const settings = await pageSettings();
    this.#close();
    if (kind !== "product") this.value = query;
    const goes = this.dispatchEvent(
      new CustomEvent("vitrine-search", {
        detail: { query, kind },
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
    if (kind !== "product") {
      settings.tracker.track({ kind: "search", query });
      // The page may be left with it.
      void settings.tracker.flush();
    }
    if (goes) location.assign(url ?? settings.searchUrl(query));
  }
}

function toChoices(
  { queries, categories, brands, products }: Suggestions,
  { productUrl }: PageSettings,
): readonly Choice[] {
  return [
    ...queries.map(({ text }) => ({ text, kind: "search" })),
    ...categories.map(({ text }) => ({ text, kind: "category" })),
    ...brands.map(({ text }) => ({ text, kind: "brand" })),
    ...products.map(({ text, id }) => ({ text, kind: "product", url: productUrl(id) })),
  ];
}

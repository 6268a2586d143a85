/** @file The search of the top bar: suggestions while typing, by keyboard and by pointer. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Search, X } from "lucide-react";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Suggestions } from "vitrine/client";
import { suggestQuery } from "../api/queries.js";
import { formatCount } from "../parts/money.js";
import { withValues } from "./chosen-filters.js";
import { track } from "./shopper.js";

interface Choice {
  readonly key: string;
  readonly group: string;
  readonly text: string;
  readonly matched: readonly { readonly start: number; readonly end: number }[];
  readonly note?: string;
  readonly go: () => void;
}

export function SearchBox(): ReactNode {
  const searched = useSearch({ strict: false });
  const asked = "q" in searched && typeof searched.q === "string" ? searched.q : "";
  const [typed, setTyped] = useState(asked);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const navigate = useNavigate();
  const { data } = useQuery(suggestQuery(useDeferredValue(typed)));
  useEffect(() => {
    setTyped(asked);
  }, [asked]);
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent): void => {
      const isTyping = /^(input|textarea|select)$/i.test((event.target as Element).tagName);
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener("keydown", focus);
    return () => {
      removeEventListener("keydown", focus);
    };
  }, []);

  const leave = (): void => {
    setOpen(false);
    setAt(-1);
    input.current?.blur();
  };
  const search = (q: string): void => {
    leave();
    setTyped(q);
    if (q.trim() !== "") track({ kind: "search", query: q.trim() });
    void navigate({ to: "/search", search: q.trim() === "" ? {} : { q: q.trim() } });
  };
  const choices =
    typed.trim() === ""
      ? []
      : toChoices(data, search, (to) => {
          leave();
          if ("product" in to) void navigate({ to: "/products/$id", params: { id: to.product } });
          else
            void navigate({
              to: "/search",
              search: { filter: withValues([], to.field, [to.value]) },
            });
        });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && choices.length > 0) {
      event.preventDefault();
      setOpen(true);
      // One place more than there are choices: the text itself.
      setAt((now) => ((now + 1 + step + choices.length + 1) % (choices.length + 1)) - 1);
    } else if (event.key === "Escape") {
      if (isOpen && choices.length > 0) setOpen(false);
      else leave();
    }
  };
  const isShown = isOpen && choices.length > 0;
  return (
    <form
      role="search"
      className="relative w-full max-w-2xl"
      onSubmit={(event) => {
        event.preventDefault();
        const choice = choices[at];
        if (isShown && choice !== undefined) choice.go();
        else search(typed);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-muted"
      />
      <input
        ref={input}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setOpen(true);
          setAt(-1);
        }}
        onFocus={() => {
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-label="Search the shop"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isShown && at >= 0 ? `${listId}-${at}` : undefined}
        placeholder="Search the shop"
        maxLength={500}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        dir="auto"
        className="h-10 w-full rounded-box border border-line-strong bg-surface-1 ps-9 pe-10 placeholder:text-muted"
      />
      {typed !== "" ? (
        <button
          type="button"
          aria-label="Clear the search"
          className="absolute end-1 top-1 flex size-8 items-center justify-center rounded text-muted hover:text-text"
          onClick={() => {
            setTyped("");
            input.current?.focus();
          }}
        >
          <X size={16} aria-hidden />
        </button>
      ) : (
        <kbd
          aria-hidden
          className="pointer-events-none absolute end-3 top-1/2 hidden -translate-y-1/2 rounded border border-line px-1.5 text-label text-muted md:block"
        >
          /
        </kbd>
      )}
      <ul
        id={listId}
        role="listbox"
        aria-label="Suggestions"
        hidden={!isShown}
        className="absolute inset-x-0 top-12 z-30 max-h-[70dvh] overflow-y-auto rounded-sheet border border-line bg-surface-1 py-2 shadow-float"
      >
        {choices.map((choice, place) => (
          <li
            key={choice.key}
            id={`${listId}-${place}`}
            role="option"
            aria-selected={place === at}
            // The input keeps the focus.
            onPointerDown={(event) => {
              event.preventDefault();
            }}
            onClick={choice.go}
            className="flex min-h-10 items-center gap-3 px-4 py-1 hover:bg-surface-2 aria-selected:bg-accent-soft"
          >
            <span className="min-w-0 flex-1 truncate" dir="auto">
              <Marked text={choice.text} ranges={choice.matched} />
            </span>
            <span className="shrink-0 text-label text-muted">
              {choice.note ?? ""} {choice.group}
            </span>
          </li>
        ))}
      </ul>
    </form>
  );
}

/** What was typed is plain, what it becomes is bold. */
function Marked(props: { readonly text: string; readonly ranges: Choice["matched"] }): ReactNode {
  const { text, ranges } = props;
  const ends = ranges.map(({ end }) => end);
  return ranges.length === 0
    ? text
    : [0, ...ends].map((from, at) => {
        const range = ranges[at];
        return (
          <span key={from}>
            <b className="font-semibold">{text.slice(from, range?.start)}</b>
            {range !== undefined && text.slice(range.start, range.end)}
          </span>
        );
      });
}

type Target = { readonly product: string } | { readonly field: string; readonly value: string };

function toChoices(
  suggestions: Suggestions | undefined,
  search: (q: string) => void,
  open: (to: Target) => void,
): readonly Choice[] {
  if (suggestions === undefined) return [];
  const { queries, categories, brands, products } = suggestions;
  return [
    ...queries.map(({ text, matched }) => ({
      ...{ key: `q ${text}`, group: "", text, matched },
      go: () => {
        search(text);
      },
    })),
    ...categories.map(({ text, matched, path, count }) => ({
      ...{ key: `c ${path.join(">")}`, group: "in category", text, matched },
      note: formatCount(count),
      go: () => {
        open({ field: "category", value: path.join(" > ") });
      },
    })),
    ...brands.map(({ text, matched, count }) => ({
      ...{ key: `b ${text}`, group: "of the brand", text, matched },
      note: formatCount(count),
      go: () => {
        open({ field: "brand", value: text });
      },
    })),
    ...products.map(({ id, text, matched }) => ({
      ...{ key: `p ${id}`, group: "product", text, matched },
      go: () => {
        open({ product: id });
      },
    })),
  ];
}

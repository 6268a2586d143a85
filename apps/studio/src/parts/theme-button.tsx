/** @file Switches between light and dark; without a choice the system's theme holds. */
import { Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { IconButton } from "./button.js";

const KEY = "vitrine.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? system.matches : theme === "dark";
}

const listeners = new Set<() => void>();
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  system.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener("change", listener);
  };
}

export function ThemeButton(): ReactNode {
  const dark = useSyncExternalStore(subscribe, isDark);
  const next = dark ? "light" : "dark";
  const Icon = dark ? Sun : Moon;
  return (
    <IconButton
      label={`Use the ${next} theme`}
      onClick={() => {
        document.documentElement.dataset["theme"] = next;
        try {
          localStorage.setItem(KEY, next);
        } catch {
          // It lasts as long as the page.
        }
        for (const listener of listeners) listener();
      }}
    >
      <Icon size={20} aria-hidden />
    </IconButton>
  );
}

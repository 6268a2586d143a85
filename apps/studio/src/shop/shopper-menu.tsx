/** @file Chooses whose shop this is: a visitor's, or one shopper's, so that personalisation is seen to work. */
import { useQueryClient } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { Button, IconButton } from "../parts/button.js";
import { Sheet } from "../parts/sheet.js";
import { useKept } from "./kept-state.js";
import { shopper } from "./shopper.js";

export function ShopperMenu(): ReactNode {
  const chosen = useKept(shopper);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const queries = useQueryClient();
  const inputId = useId();
  const choose = (id: string): void => {
    shopper.set(id);
    setOpen(false);
    void queries.invalidateQueries({ queryKey: ["recommendations"] });
  };
  const label = chosen === "" ? "Shopping as a visitor" : `Shopping as ${chosen}`;
  return (
    <>
      <IconButton
        label={`${label}. Change`}
        onClick={() => {
          setTyped(chosen);
          setOpen(true);
        }}
        className={chosen === "" ? "" : "text-accent"}
      >
        <UserRound size={20} aria-hidden />
      </IconButton>
      <Sheet
        title="Who is shopping"
        isOpen={isOpen}
        onClose={() => {
          setOpen(false);
        }}
      >
        <p className="pb-4 text-muted">
          Recommendations follow what a shopper did. See the shop as one of them, or as a visitor of
          whom nothing is known but this visit.
        </p>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            choose(typed.trim());
          }}
        >
          <label htmlFor={inputId} className="font-medium">
            Id of the shopper
          </label>
          <input
            id={inputId}
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value);
            }}
            placeholder="S10002"
            maxLength={200}
            autoComplete="off"
            className="h-10 rounded-box border border-line-strong bg-surface-1 px-3 placeholder:text-muted"
          />
          <div className="flex flex-wrap gap-3">
            <Button look="primary" type="submit" disabled={typed.trim() === ""}>
              Shop as this one
            </Button>
            <Button
              onClick={() => {
                choose("");
              }}
            >
              Shop as a visitor
            </Button>
          </div>
        </form>
      </Sheet>
    </>
  );
}

/** @file Looks a shopper up. */
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../parts/button.js";
import { useTitle } from "../parts/use-title.js";

export function ShoppersPage(): ReactNode {
  useTitle("Shoppers");
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  const inputId = useId();
  return (
    <form
      className="flex max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: "/studio/shoppers/$id", params: { id: typed.trim() } });
      }}
    >
      <h1 className="text-display">Shoppers</h1>
      <p className="text-muted">
        What is kept of a shopper, what is recommended to her and why, and the way to erase it all.
      </p>
      <label htmlFor={inputId} className="font-medium">
        Id of the shopper
      </label>
      <input
        id={inputId}
        value={typed}
        maxLength={200}
        autoComplete="off"
        placeholder="S10002"
        onChange={({ target }) => {
          setTyped(target.value);
        }}
        className="h-10 rounded-box border border-line-strong bg-surface-1 px-3 placeholder:text-muted"
      />
      <Button look="primary" type="submit" disabled={typed.trim() === ""}>
        Look her up
      </Button>
    </form>
  );
}

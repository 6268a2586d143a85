/** @file A time: how long ago, and exactly for who points at it. */
import type { ReactNode } from "react";
import { sayExactly, sayWhen } from "./time.js";

export function When({ time }: { readonly time: string }): ReactNode {
  return (
    <time dateTime={time} title={sayExactly(time)}>
      {sayWhen(time)}
    </time>
  );
}

import type { ReactNode } from "react";

export default function NotFound(): ReactNode {
  return (
    <>
      <h1>Sorry</h1>
      <p role="status">There is no such page.</p>
    </>
  );
}

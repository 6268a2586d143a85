import type { ReactNode } from "react";

export default function Home(): ReactNode {
  return (
    <>
      <h1>Good things for the house</h1>
      <vitrine-products placement="for-you" heading="For you" />
      <vitrine-products placement="recently-viewed" heading="Seen last" />
    </>
  );
}

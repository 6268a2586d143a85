import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Elements } from "./storefront/elements";
import { settings } from "./vitrine";
import "../../shop/public/shop.css";

export const metadata: Metadata = { title: "The shop" };
// Every page asks Vitrine when it is asked for, not when the shop is built.
export const dynamic = "force-dynamic";

export default function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <html lang="en">
      <body>
        <header>
          <Link href="/">The shop</Link>
          <vitrine-search placeholder="Search products" />
        </header>
        <main>{children}</main>
        <Elements url={settings.url} publicKey={settings.key} />
      </body>
    </html>
  );
}

/** @file What every page stands in: the top bar, the place of the page, and where the focus goes. */
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Heart, ShoppingBag } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { ThemeButton } from "./parts/theme-button.js";
import { cart, wishes } from "./shop/cart.js";
import { useKept } from "./shop/kept-state.js";
import { SearchBox } from "./shop/search-box.js";
import { ShopperMenu } from "./shop/shopper-menu.js";

export function AppFrame(): ReactNode {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const first = useRef(pathname);
  const isStudio = /^\/studio(\/|$)/.test(pathname);
  useEffect(() => {
    // A new page begins to be read at its beginning; the first one begins as browsers begin.
    if (first.current === pathname) return;
    first.current = "";
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <a
        href="#main"
        className="sr-only z-50 rounded-box bg-surface-1 px-4 py-2 shadow-float focus:not-sr-only focus:fixed focus:start-4 focus:top-4"
      >
        Skip to the page
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-surface-0">
        <div className="mx-auto grid max-w-[80rem] grid-cols-[1fr_auto] items-center gap-x-2 gap-y-2 px-4 py-2 md:grid-cols-[auto_1fr_auto] md:gap-x-4 md:px-8">
          <div className="flex items-center gap-2 sm:gap-4">
            <Link to="/" className="flex items-center gap-2 text-large font-semibold">
              <img src="/assets/mark.svg" alt="" width={28} height={28} />
              <span className="sr-only sm:not-sr-only">Vitrine</span>
            </Link>
            <nav aria-label="Faces" className="flex rounded-box bg-surface-2 p-1">
              <Link to="/" className={faceLook(!isStudio)}>
                Shop
              </Link>
              <Link to="/studio" className={faceLook(isStudio)}>
                Studio
              </Link>
            </nav>
          </div>
          <div className="order-last col-span-2 flex justify-center md:order-none md:col-span-1">
            <SearchBox />
          </div>
          <nav aria-label="Yours" className="-me-2 flex items-center">
            <ThemeButton />
            <ShopperMenu />
            <CountedLink to="/wishes" label="Wish list" count={useKept(wishes).length}>
              <Heart size={20} aria-hidden />
            </CountedLink>
            <CountedLink
              to="/cart"
              label="Cart"
              count={Object.values(useKept(cart)).reduce((sum, pieces) => sum + pieces, 0)}
            >
              <ShoppingBag size={20} aria-hidden />
            </CountedLink>
          </nav>
        </div>
      </header>
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className="mx-auto max-w-[80rem] px-4 py-6 outline-none md:px-8 md:py-8"
      >
        <Outlet />
      </main>
    </>
  );
}

function faceLook(isShown: boolean): string {
  const look = isShown ? "bg-surface-1 font-medium" : "text-muted hover:text-text";
  return `flex h-8 items-center rounded px-3 text-small ${look}`;
}

interface CountedLinkProps {
  readonly to: "/cart" | "/wishes";
  readonly label: string;
  readonly count: number;
  readonly children: ReactNode;
}

function CountedLink({ to, label, count, children }: CountedLinkProps): ReactNode {
  return (
    <Link
      to={to}
      aria-label={`${label}, ${count}`}
      title={label}
      className="relative inline-flex size-10 items-center justify-center rounded-box hover:bg-surface-2"
    >
      {children}
      {count > 0 && (
        <span
          aria-hidden
          className="absolute end-0 top-0 flex h-5 min-w-5 items-center justify-center rounded-full bg-accent px-1 text-label font-semibold tabular-nums text-on-accent"
        >
          {count}
        </span>
      )}
    </Link>
  );
}

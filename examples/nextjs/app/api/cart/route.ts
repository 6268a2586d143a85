/** @file `POST /api/cart`: puts a product into the cart, and tells Vitrine of it. */
import { cookies } from "next/headers";
import { ask, vitrine } from "../../vitrine";

export async function POST(request: Request): Promise<Response> {
  const { product, key } = (await request.json().catch(() => ({}))) as Record<string, unknown>;
  if (typeof product !== "string" || typeof key !== "string") {
    return Response.json({ detail: "product and key must be texts" }, { status: 400 });
  }
  // Here the shop fills its cart. That must not depend on Vitrine.
  const anonymous = (await cookies()).get("visitor")?.value;
  // The key is the page's: the same press sent twice is one event.
  if (anonymous !== undefined) {
    await ask(vitrine.sendEvents([{ kind: "add_to_cart", product, key, anonymous }]));
  }
  return new Response(null, { status: 204 });
}

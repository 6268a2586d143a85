/** @file In the browser: Vitrine's elements, from the Vitrine server, and what the visitor looks at. */
const { url, key, shopper, viewed } = document.body.dataset;

const { defineVitrineElements } = await import(`${url}/scripts/elements/index.js`);
const tracker = defineVitrineElements({ url, key, shopper: shopper || undefined });
// The shop's own server tells of carts and signing in, and needs to know whose they are.
document.cookie = `visitor=${tracker.anonymous}; path=/; max-age=31536000; samesite=lax`;
if (viewed) tracker.track({ kind: "view", product: viewed });

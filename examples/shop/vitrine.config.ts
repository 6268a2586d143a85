import { defineConfig } from "vitrine";

export default defineConfig({
  // The shop's pages call from the browser, so the server must know where they come from.
  server: { origins: [process.env["SHOP_ORIGIN"] ?? "http://127.0.0.1:3000"] },
});

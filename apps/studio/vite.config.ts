import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm run dev` finds the shop: a server of the demo, `npm run demo`. */
const SERVER = "http://127.0.0.1:7070";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // What `vitrine serve` serves.
    outDir: "../../packages/vitrine/dist/studio",
    emptyOutDir: true,
    // Everything is a file of the own server: the content security policy allows no data in its place.
    assetsInlineLimit: 0,
    target: "es2022",
  },
  server: { proxy: { "/v1": SERVER, "/health": SERVER, "/metrics": SERVER } },
});

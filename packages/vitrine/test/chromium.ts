/** @file Debian's Chromium, one for a test file. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Prepares to open pages; call it once at the top of a test file.
 *
 * @returns Opens a page whose uncaught errors fail the test that awaits `errors`.
 */
export function chromiumPages(): () => Promise<{ readonly page: Page; readonly errors: string[] }> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const executablePath = process.env["CHROMIUM"] ?? PLACES.find((path) => existsSync(path));
    if (executablePath === undefined) {
      throw new Error("Chromium must be installed for this test: apt-get install chromium");
    }
    // A container has no user namespaces to make a sandbox of, and the pages are our own.
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(async () => browser?.close());
  return async () => {
    const page = await browser!.newPage({ viewport: { width: 900, height: 700 } });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    return { page, errors };
  };
}

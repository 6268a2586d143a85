/**
 * @file `npm run demo`: from a fresh clone to a shop that searches and recommends, with its measured
 * reports, served over HTTP. `npm run demo -- --no-serve` stops before it serves.
 *
 * Needs Node and npm, nothing else. What it makes stands in `demo/`; it is made anew each time.
 */
import { rmSync, writeFileSync } from "node:fs";
import { binary, run, setUp } from "./run.mjs";

const NEW_PRODUCT = { id: "X9", title: "Brass astrolabe", price: 35, currency: "USD" };

const started = performance.now();
const step = (title) => console.log(`\n\u2500\u2500 ${title}`);
const vitrine = (...args) => {
  console.log(`$ npx vitrine ${args.map(quote).join(" ")} --workspace demo`);
  run(binary("vitrine"), [...args, "--workspace", "demo", "--no-json"]);
};

step("Installing and building");
setUp();
rmSync("demo", { recursive: true, force: true });

step("A shop: products, pictures, judged queries, 2,000 shoppers and what they did");
run(binary("demo-shop"), ["--out", "demo/shop"]);

step("Its catalogue and index");
vitrine("init", "demo/shop/products.csv");
vitrine("import", "products", "demo/shop/products.csv");
vitrine("index");

step("How good is it? Judged queries that nothing was tuned on");
vitrine(
  "evaluate",
  "search",
  "--judgements",
  "demo/shop/judgements-test.jsonl",
  "--html",
  "demo/report.html",
);

step("What its shoppers did, and what is learned of it");
vitrine("import", "events", "demo/shop/events.jsonl");
vitrine("train");
vitrine(
  ...["evaluate", "interactions", "--k", "20"],
  ...["--train", "demo/shop/interactions-train.txt", "--test", "demo/shop/interactions-test.txt"],
  ...["--models", "itemknn,ease", "--html", "demo/recommendations.html"],
);
vitrine("recommend", "for-you", "--shopper", "S10002", "--limit", "4");
vitrine("recommend", "complete-the-cart", "--cart", "P10450", "--limit", "3");

step("A few searches");
vitrine("search", "walnut desk for a small room", "--limit", "3");
vitrine("search", "comfy couch", "--limit", "2", "--explain");

step("It understands: a limit, a typing error, what is being typed, “like this but cheaper”");
vitrine("search", "sofa under 500", "--limit", "2");
vitrine("search", "walunt desk", "--limit", "2");
vitrine("suggest", "desk la", "--limit", "2");
vitrine("search", "cheaper", "--like", "P10450", "--limit", "2");

step("The catalogue is live: a product is put, found and deleted");
writeFileSync("demo/new.jsonl", `${JSON.stringify(NEW_PRODUCT)}\n`);
vitrine("products", "put", "demo/new.jsonl");
vitrine("search", "astrolabe", "--limit", "1");
vitrine("products", "delete", NEW_PRODUCT.id);

const seconds = Math.round((performance.now() - started) / 1000);
step(`Done in ${seconds} s`);
console.log("The reports: demo/report.html, demo/recommendations.html");
console.log('Search yourself: npx vitrine search "desk lamp" --workspace demo');

if (!process.argv.includes("--no-serve")) {
  step("Serving; end it with Ctrl+C");
  vitrine("serve", "--log-level", "warn");
}

function quote(text) {
  return /^[\w./=-]+$/.test(text) ? text : `"${text}"`;
}

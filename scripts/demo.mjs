/**
 * @file `npm run demo`: from a fresh clone to a shop that can be searched, with its measured report.
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

step("A shop: products, pictures, judged queries");
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
console.log("The report: demo/report.html");
console.log('Search yourself: npx vitrine search "desk lamp" --workspace demo');

function quote(text) {
  return /^[\w./=-]+$/.test(text) ? text : `"${text}"`;
}

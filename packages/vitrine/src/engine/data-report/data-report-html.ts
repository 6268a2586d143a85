/**
 * @file Renders a data report as one HTML page that needs nothing else: no script, no request, no font.
 *
 * It has the style sheet of the evaluation's page and its policy: the sheet, by hash, and nothing
 * more. All text of the data is escaped.
 */
import type { Readiness } from "../../data/readiness.js";
import { html } from "../../evaluation/html-template.js";
import type { Html } from "../../evaluation/html-template.js";
import { formatCount } from "../../evaluation/number-format.js";
import { reportPage } from "../../evaluation/report-page.js";
import {
  attributeRows,
  categoryRows,
  currencyOf,
  factsOf,
  fieldRows,
  formatPrice,
  formatShare,
  languageRows,
  priceRemarks,
  STATUS_WORDS,
  titleOf,
} from "./data-report-facts.js";
import type { ShareRow } from "./data-report-facts.js";
import { plotLengths, plotPrices, plotShares } from "./data-report-plots.js";
import type { DataReport } from "./report-data.js";

/** @returns A whole HTML document; the same report gives the same bytes. */
export function dataReportToHtml(report: DataReport): string {
  const title = titleOf(report);
  return reportPage(
    title,
    html`${renderHeader(report, title)} ${renderReadiness(report.readiness)} ${renderFields(report)}
    ${renderPrices(report)} ${renderTexts(report)} ${renderProblems(report)}`,
  );
}

function renderHeader(report: DataReport, title: string): Html {
  const count = (status: Readiness["status"]): number =>
    report.readiness.filter((one) => one.status === status).length;
  return html`<header>
    <h1 dir="auto">${title}</h1>
    <p class="verdict">
      Enough for <b class="good">${count("ready")}</b> of ${report.readiness.length} abilities, in
      part for <b>${count("partly")}</b>; <b>${count("missing")}</b> lack their data.
    </p>
    <ul class="facts">
      ${factsOf(report).map(({ value, label }) => html`<li><b>${value}</b> ${label}</li>`)}
    </ul>
  </header>`;
}

function renderReadiness(readiness: readonly Readiness[]): Html {
  const colours = { ready: "good", partly: "", missing: "bad" } as const;
  return html`<section aria-labelledby="readiness">
    <h2 id="readiness">What the data is enough for</h2>
    <div class="card scroll" role="region" aria-label="Abilities, in a table" tabindex="0">
      <table class="cards" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">ability</th>
            <th scope="col" role="columnheader" class="words">data</th>
            <th scope="col" role="columnheader" class="words">because</th>
            <th scope="col" role="columnheader" class="words">what would help</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${readiness.map(
            ({ ability, status, because, remedy }) =>
              html`<tr role="row">
                <th scope="row" role="rowheader">${ability}</th>
                <td role="cell" class="words" data-label="data">
                  <span class="keep ${colours[status]}">${STATUS_WORDS[status]}</span>
                </td>
                <td role="cell" class="words" data-label="because">${because}</td>
                <td role="cell" class="words" data-label="what would help">${remedy}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function renderFields({ profile }: DataReport): Html {
  const attributes = attributeRows(profile);
  const categories = categoryRows(profile);
  return html`<section aria-labelledby="fields">
    <h2 id="fields">What products have</h2>
    <p class="muted">Bar: the share of all ${formatCount(profile.products)} products.</p>
    <div class="plots">
      ${shareFigure("Fields", fieldRows(profile))}
      ${shareFigure("Attributes", attributes.rows, moreNote(attributes.more, "attributes"))}
      ${shareFigure(["Categories", ...categories.below].join(" > "), categories.rows, moreNote(categories.more, "categories"))}
    </div>
  </section>`;
}

function renderPrices({ profile }: DataReport): Html | undefined {
  const shown = profile.prices.filter(({ histogram }) => histogram.length > 0);
  if (shown.length === 0) return undefined;
  return html`<section aria-labelledby="prices">
    <h2 id="prices">Prices</h2>
    <p class="muted">Bars of equal ratio on a logarithmic axis; the upright rule is the median.</p>
    <div class="plots">
      ${shown.map((price) => {
        const remarks = priceRemarks(price);
        return html`<div class="card">
          <figure>
            <figcaption>
              <h3>${currencyOf(price)}</h3>
              <p>
                ${formatCount(price.count)} prices, half of them from ${formatPrice(price.q1)} to
                ${formatPrice(price.q3)}, median
                ${formatPrice(price.median)}${remarks.length === 0 ? "" : `; ${remarks.join(", ")}`}.
              </p>
            </figcaption>
            ${plotPrices(price)}
            ${dataTable(
              `Prices in ${currencyOf(price)}`,
              ["from", "to", "products"],
              price.histogram.map(({ from, to, count }) => [
                formatPrice(from),
                formatPrice(to),
                formatCount(count),
              ]),
            )}
          </figure>
        </div>`;
      })}
    </div>
  </section>`;
}

function renderTexts({ profile }: DataReport): Html | undefined {
  const { titleLength, descriptionLength } = profile;
  const texts = [
    ...(titleLength === undefined ? [] : [{ name: "title", quantiles: titleLength }]),
    ...(descriptionLength === undefined
      ? []
      : [{ name: "description", quantiles: descriptionLength }]),
  ];
  if (texts.length === 0) return undefined;
  const whole = (value: number): string => formatCount(Math.round(value));
  return html`<section aria-labelledby="texts">
    <h2 id="texts">Texts</h2>
    <div class="plots">
      <div class="card">
        <figure>
          <figcaption>
            <h3>Length</h3>
            <p>
              Thick: half of the texts. Thin: from the shortest to the 95th percentile. Dot: median.
            </p>
          </figcaption>
          ${plotLengths(texts)}
          ${dataTable(
            "Characters",
            ["text", "least", "quarter", "median", "three quarters", "most"],
            texts.map(({ name, quantiles: { min, q1, median, q3, max } }) => [
              name,
              ...[min, q1, median, q3, max].map(whole),
            ]),
          )}
        </figure>
      </div>
      ${shareFigure(`Languages of ${formatCount(profile.languages.sampled)} products`, languageRows(profile))}
    </div>
  </section>`;
}

function renderProblems({ source }: DataReport): Html | undefined {
  if (source.kind !== "file" || source.problems.length === 0) return undefined;
  return html`<section aria-labelledby="problems">
    <h2 id="problems">Rows that can not be read</h2>
    <div class="card scroll" role="region" aria-label="Reasons, in a table" tabindex="0">
      <table>
        <caption>
          Rows: ${formatCount(source.unreadable)}; reasons shown: ${source.problems.length}
        </caption>
        <thead>
          <tr>
            <th scope="col">line</th>
            <th scope="col" class="words">column</th>
            <th scope="col" class="words">got</th>
            <th scope="col" class="words">why</th>
          </tr>
        </thead>
        <tbody>
          ${source.problems.map(
            ({ line, column, got, why }) =>
              html`<tr>
                <td>${line}</td>
                <td class="words">${column}</td>
                <td class="words" dir="auto">${JSON.stringify(got)}</td>
                <td class="words">${why}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function shareFigure(title: string, rows: readonly ShareRow[], note?: string): Html | undefined {
  if (rows.length === 0) return undefined;
  return html`<div class="card">
    <figure>
      <figcaption>
        <h3>${title}</h3>
        ${note === undefined ? undefined : html`<p>${note}</p>`}
      </figcaption>
      ${plotShares(rows, title)}
      ${dataTable(
        title,
        ["name", "products", "share"],
        rows.map(({ name, products, share }) => [name, formatCount(products), formatShare(share)]),
      )}
    </figure>
  </div>`;
}

function moreNote(count: number, what: string): string | undefined {
  return count > 0 ? `and ${formatCount(count)} more ${what}` : undefined;
}

/** What a plot shows, as numbers. */
function dataTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Html {
  return html`<details>
    <summary>Show the data</summary>
    <div class="scroll" role="region" aria-label="${caption}, the data" tabindex="0">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([first, ...others]) =>
              html`<tr>
                <th scope="row" dir="auto">${first}</th>
                ${others.map((value) => html`<td>${value}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

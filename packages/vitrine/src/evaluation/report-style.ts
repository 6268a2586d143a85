/**
 * @file The style sheet of the report page: tokens for light and dark, then the parts of the page.
 *
 * A string and not a file, because the page must be self-contained and its content security policy
 * names the sheet by hash.
 */

const LIGHT = `
  --surface-0: oklch(98.5% .004 200); --surface-1: oklch(100% 0 0); --surface-2: oklch(96% .006 200);
  --line: oklch(89% .008 200); --line-strong: oklch(66% .012 200);
  --text: oklch(24% .015 220); --text-muted: oklch(48% .015 220);
  --accent: oklch(44% .075 195); --good: oklch(46% .11 150); --bad: oklch(49% .16 27);
  --good-soft: oklch(94% .04 150);
  --hue-blue: #0072b2; --hue-orange: #e69f00; --hue-vermilion: #d55e00; --hue-green: #009e73;
  --hue-purple: #cc79a7; --hue-sky: #56b4e9; --hue-yellow: #f0e442; --hue-ink: #1b1b1b; --hue-grey: #808080;
  --mark-outline: oklch(30% .02 220 / .55);`;

const DARK = `
  --surface-0: oklch(18% .012 220); --surface-1: oklch(21.5% .013 220); --surface-2: oklch(26% .014 220);
  --line: oklch(33% .014 220); --line-strong: oklch(55% .014 220);
  --text: oklch(93% .006 200); --text-muted: oklch(73% .012 210);
  --accent: oklch(76% .085 190); --good: oklch(79% .13 152); --bad: oklch(76% .12 27);
  --good-soft: oklch(30% .05 152);
  --hue-blue: #4ba3dc; --hue-orange: #eeb03c; --hue-vermilion: #ea7a3c; --hue-green: #27b78e;
  --hue-purple: #d995ba; --hue-sky: #7cc6f0; --hue-yellow: #f3ea6d; --hue-ink: #f2f2f2; --hue-grey: #9c9c9c;
  --mark-outline: oklch(15% .01 220 / .7);`;

/** The whole style sheet. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--surface-0); color: var(--text);
  font: 14px/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
}
main { max-width: 1280px; margin: 0 auto; padding: 32px 32px 64px; }
h1, h2, h3 { line-height: 1.2; font-weight: 600; margin: 0; text-wrap: balance; }
h1 { font-size: 28px; } h2 { font-size: 20px; margin: 48px 0 4px; } h3 { font-size: 14px; }
p { margin: 0; max-width: 72ch; }
.muted { color: var(--text-muted); }
.verdict { font-size: 16px; margin: 8px 0 4px; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 16px 0 0; padding: 0; list-style: none; font-size: 13px; color: var(--text-muted); }
.facts b { color: var(--text); font-weight: 600; }
.good { color: var(--good); } .bad { color: var(--bad); }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 8px; flex: none; }
.swatch svg { display: block; }
.card { background: var(--surface-1); border: 1px solid var(--line); border-radius: 8px; margin-top: 16px; }

.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
caption { text-align: left; color: var(--text-muted); padding: 12px 16px; font-size: 13px; }
th, td { padding: 8px; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; font-weight: 400; }
th:first-child, td:first-child { text-align: left; padding-left: 16px; }
td.words, th.words { text-align: left; white-space: normal; }
thead th { color: var(--text-muted); font-size: 12px; border-top: 0; vertical-align: bottom; white-space: normal; overflow-wrap: normal; }
th:last-child, td:last-child { padding-right: 16px; }
tbody th { font-weight: 600; white-space: normal; min-width: 18ch; }
tr.possible td, tr.possible th { color: var(--text-muted); font-weight: 400; }
td .margin { color: var(--text-muted); }
td.best { font-weight: 600; } td.best .value { color: var(--good); }
td.tied .value { font-weight: 600; }
.keep { white-space: nowrap; }
.legend { font-size: 13px; color: var(--text-muted); padding: 12px 16px; border-top: 1px solid var(--line); max-width: none; }
.mark { display: inline-block; width: 1.2em; text-align: center; color: var(--text-muted); }
td.best .mark { color: var(--good); }

.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 342px), 1fr)); gap: 16px; margin-top: 16px; }
.plots .card { margin: 0; min-width: 0; }
figure { margin: 0; padding: 16px 8px 8px; }
figcaption { padding: 0 8px 8px; }
figcaption p { font-size: 13px; color: var(--text-muted); margin-top: 4px; }
figure svg { display: block; width: 100%; max-width: 460px; height: auto; margin: 0 auto; overflow: visible; }
svg text { white-space: pre; fill: var(--text); }
svg [aria-label$="tick label"] text, svg [aria-label$="axis label"] text, svg .quiet text { fill: var(--text-muted); }
svg .quiet text { paint-order: stroke; }
details { padding: 0 16px 4px; font-size: 13px; }
summary { cursor: pointer; color: var(--accent); padding: 6px 0; border-radius: 4px; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
figure details { padding: 0 8px; }
details .scroll { max-height: 360px; overflow: auto; }
details th, details td { padding: 4px 8px; }
details caption { padding: 4px 8px 8px; }

.contest { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px 32px; margin-top: 16px; align-items: start; }
.contest h3 { padding-bottom: 4px; }
.contest details { padding: 0; margin-top: 8px; }
.query { padding: 16px; }
.query h4 { margin: 0; font-size: 14px; font-weight: 600; line-height: 1.3; }
.query .change { font-size: 13px; color: var(--text-muted); margin: 4px 0 12px; }
.lists { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px; }
.lists h5 { margin: 0 0 4px; font-size: 12px; font-weight: 600; display: flex; align-items: center; }
.lists ol { margin: 0; padding: 0; list-style: none; font-size: 13px; }
.lists li { display: flex; gap: 8px; padding: 4px 0; line-height: 1.35; border-top: 1px solid var(--line); }
.lists li > span:last-child { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.grade { flex: none; width: 20px; height: 20px; line-height: 20px; border-radius: 4px; text-align: center; font-size: 12px; background: var(--surface-2); color: var(--text-muted); }
.grade.right { background: var(--good-soft); color: var(--good); font-weight: 600; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 24px; margin: 16px 0 0; font-size: 13px; }
dt { color: var(--text-muted); } dd { margin: 0; }

@media (max-width: 900px) { .contest { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 640px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 20px; } h2 { font-size: 16px; margin-top: 32px; }
  .lists { grid-template-columns: minmax(0, 1fr); }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: 8px; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards, .cards tbody, .cards tr, .cards th, .cards td, .cards caption { display: block; width: 100%; }
  .cards tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 16px; padding: 12px 16px; border-top: 1px solid var(--line); }
  .cards th { grid-column: 1 / -1; }
  .cards th, .cards td, .cards td.words { border: 0; padding: 0; text-align: left; }
  .cards th:first-child, .cards td:first-child { padding-left: 0; }
  .cards td::before { content: attr(data-label); display: block; color: var(--text-muted); font-size: 12px; line-height: 1.3; }
  .cards td:empty { display: none; }
}
@media print { :root { ${LIGHT} } .card { break-inside: avoid; } }
`;

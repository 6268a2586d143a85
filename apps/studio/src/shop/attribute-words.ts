/** @file Names and values of attributes, as a reader would say them. */

/** Units that stand at the end of a name. */
const UNIT = /[_\s-](mm|cm|m|in|ft|g|kg|oz|lb|ml|l|w|v|mah|h|gb|tb)$/i;

/** `led_bar` → `Led bar`; a unit at the end belongs to the value: `width_cm` → `Width`. */
export function labelOf(field: string): string {
  const words = field
    .replace(/^attributes\./, "")
    .replace(UNIT, "")
    .replace(/[_-]+/g, " ")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `true` → `Yes`; a number has the unit of its field: `90 cm`. */
export function valueText(value: string, field = ""): string {
  if (value === "true") return "Yes";
  if (value === "false") return "No";
  const unit = UNIT.exec(field)?.[1];
  if (unit !== undefined && /^[\d.,]+$/.test(value)) return `${value} ${unit}`;
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? labelOf(value) : value;
}

import { describe, expect, it } from "vitest";
import { readRelativePrice } from "./relative-price.js";

describe("a comparison of prices", () => {
  it.each([
    ["cheaper, in oak", "in oak", "price<80"],
    ["like this but cheaper", "like this", "price<80"],
    ["less expensive", "", "price<80"],
    ["günstiger in Eiche", "in Eiche", "price<80"],
    ["but more expensive", "", "price>120"],
    ["plus chère", "", "price>120"],
  ])("%j leaves %j and asks %s", (text, left, filter) => {
    const read = readRelativePrice(text, [120, NaN, 80], []);
    expect(read.text).toBe(left);
    expect(read.understood).toMatchObject([{ kind: "price", filter, use: "filter" }]);
    expect(text).toContain(read.understood[0]!.text);
  });

  it.each([
    ["without examples", "cheaper", [], []],
    ["without a price of theirs", "cheaper", [NaN], []],
    ["inside another word", "cheapertown", [80], []],
    ["that was taken back", "cheaper", [80], ["cheaper"]],
    ["that was taken back in another case", "Cheaper", [80], ["CHEAPER"]],
  ])("%s is words alone", (_, text, prices, literal) => {
    expect(readRelativePrice(text, prices, literal)).toEqual({ text, understood: [], filters: [] });
  });
});

import { describe, expect, it } from "vitest";
import { checkSearchOptions } from "./search-options.js";

describe("options of a search", () => {
  it("have defaults", () => {
    expect(checkSearchOptions({})).toEqual({
      mode: "hybrid",
      limit: 10,
      offset: 0,
      sort: [],
      diversity: 0,
      grouped: false,
    });
  });

  it("take one key to sort by or several", () => {
    expect(checkSearchOptions({ sort: "price" }).sort).toEqual(["price"]);
    expect(checkSearchOptions({ sort: ["price", "title"] }).sort).toEqual(["price", "title"]);
  });

  it.each([-0.1, 1.1, NaN])("refuse a diversity of %d", (diversity) => {
    expect(() => checkSearchOptions({ diversity })).toThrow(/from 0 to 1/);
  });
});

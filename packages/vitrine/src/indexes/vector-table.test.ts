import { describe, expect, it } from "vitest";
import { createVectorTable, scanTable } from "./vector-table.js";

const a = Float32Array.of(1, 2);
const b = Float32Array.of(3, 4);

describe("createVectorTable", () => {
  it("holds an equal vector once, under all its ids in code-unit order", () => {
    const table = createVectorTable(2);
    for (const id of ["y", "x", "z"]) table.assign(id, table.stage(a.slice()));
    expect([table.size, table.distinct, table.slotCount]).toEqual([3, 1, 1]);
    expect(table.idsOf(0)).toEqual(["x", "y", "z"]);
  });

  it("tells 0 from -0 and keeps both", () => {
    const table = createVectorTable(1);
    table.assign("zero", table.stage(Float32Array.of(0)));
    table.assign("minus zero", table.stage(Float32Array.of(-0)));
    expect(table.distinct).toBe(2);
  });

  it("shows a staged vector to no search before an id is assigned", () => {
    const table = createVectorTable(2);
    const slot = table.stage(a);
    expect(table.vacantSlots()).toEqual([slot]);
    expect(scanTable(table, a, { k: 1 })).toEqual([]);
    table.assign("x", slot);
    expect(table.vacantSlots()).toEqual([]);
    expect(scanTable(table, a, { k: 1 })).toEqual([{ id: "x", similarity: 5 }]);
  });

  it("finds a vacant vector again until it is swept, and reuses its slot afterwards", () => {
    const table = createVectorTable(2);
    const slot = table.stage(a);
    expect(table.stage(a)).toBe(slot);
    expect(table.sweep()).toEqual([slot]);
    table.assign("x", table.stage(b));
    expect([table.slotOf("x"), table.slotCount]).toEqual([slot, 1]);
    expect(table.stage(a)).not.toBe(slot);
  });

  it("gives memory back when it is compacted", () => {
    const table = createVectorTable(2);
    for (let row = 0; row < 100; row++)
      table.assign(`${row}`, table.stage(Float32Array.of(row, 1)));
    for (let row = 0; row < 98; row++) table.remove(`${row}`);
    table.compact();
    expect(table.slotCount).toBe(2);
    expect(table.content.block.buffer.byteLength).toBe(16);
    expect(scanTable(table, Float32Array.of(1, 0), { k: 3 }).map(({ id }) => id)).toEqual([
      "99",
      "98",
    ]);
    table.assign("new", table.stage(Float32Array.of(99, 1)));
    expect(table.distinct).toBe(2);
  });
});

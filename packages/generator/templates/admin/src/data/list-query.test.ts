import { describe, expect, it } from "vitest";
import { allOf, toQueryString } from "./list-query.js";

describe("toQueryString", () => {
  it("is empty for no query", () => {
    expect(toQueryString({ skip: 0 })).toBe("");
  });

  it("writes conditions as JSON", () => {
    const query = toQueryString({
      where: { name: { contains: "a&b" } },
      orderBy: "name:asc",
      skip: 20,
      take: 10,
      select: ["id", "name"],
    });
    const parameters = new URLSearchParams(query);
    expect(Object.fromEntries(parameters)).toEqual({
      where: '{"name":{"contains":"a&b"}}',
      orderBy: "name:asc",
      skip: "20",
      take: "10",
      select: "id,name",
    });
  });
});

describe("allOf", () => {
  it("needs no AND for one condition", () => {
    expect(allOf([])).toBeUndefined();
    expect(allOf([{ a: 1 }])).toEqual({ a: 1 });
    expect(allOf([{ a: 1 }, { b: 2 }])).toEqual({ AND: [{ a: 1 }, { b: 2 }] });
  });
});

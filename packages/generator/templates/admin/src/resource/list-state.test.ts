import { describe, expect, it } from "vitest";
import { note } from "../testing/note.js";
import {
  newFilter,
  nextSort,
  readListState,
  toListQuery,
  writeListState,
} from "./list-state.js";

const fields = Object.values(note.fields);
const read = (address: string, defaultSort?: string) =>
  readListState(new URLSearchParams(address), fields, defaultSort);

describe("the state of a list", () => {
  it("comes back from its address", () => {
    const address =
      "search=x&title.contains=a&author.empty=&sort=-title&page=2&size=50";
    expect(writeListState(read(address)).toString()).toBe(address);
  });

  it("leaves out what nobody chose", () => {
    expect(writeListState(read("")).toString()).toBe("");
    expect(writeListState(read("", "-title"), "-title").toString()).toBe("");
  });

  it("can be unsorted although there is a default", () => {
    const unsorted = { ...read("", "title"), sort: undefined };
    const address = writeListState(unsorted, "title").toString();
    expect(read(address, "title").sort).toBeUndefined();
  });

  it("does not count what is not there", () => {
    const state = read("nope.in=1&title.nope=1&sort=nope&page=-3&size=7");
    expect(state).toEqual({
      search: "",
      filters: [],
      sort: undefined,
      page: 1,
      size: 20,
    });
  });
});

describe("what the API is asked for", () => {
  it("is the page, the order, and all conditions", () => {
    const state = read("search=x&title.equals=a&sort=-title&page=3");
    expect(toListQuery(state, note, undefined)).toEqual({
      where: {
        AND: [
          {
            OR: [
              { title: { contains: "x", mode: "insensitive" } },
              { author: { contains: "x", mode: "insensitive" } },
            ],
          },
          { title: { equals: "a" } },
        ],
      },
      orderBy: "title:desc",
      skip: 40,
      take: 20,
    });
  });

  it("leaves out filters without a value yet", () => {
    const state = read("title.contains=");
    expect(toListQuery(state, note, undefined).where).toBeUndefined();
  });
});

it("sorts up, then down, then not", () => {
  const up = nextSort(undefined, "title");
  const down = nextSort(up, "title");
  expect([up?.direction, down?.direction]).toEqual(["asc", "desc"]);
  expect(nextSort(down, "title")).toBeUndefined();
});

it("offers an operator that is not in use", () => {
  const { title } = note.fields;
  const first = newFilter(title, []);
  expect(first?.operator).toBe("contains");
  expect(newFilter(title, first ? [first] : [])?.operator).toBe("startsWith");
});

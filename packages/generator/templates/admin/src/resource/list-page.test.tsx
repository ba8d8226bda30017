import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { DataRecord } from "../data/list-query.js";
import { note } from "../testing/note.js";
import { renderPages } from "../testing/render-pages.js";
import { pageOf, problem, stubApi, type StubApi } from "../testing/stub-api.js";
import { ListPage } from "./list-page.js";

const { title, author, secret } = note.fields;
const ONE: DataRecord = { id: 1, title: "First", author: "Ada" };

function renderList(
  api: StubApi,
  options: { readonly at?: string; readonly roles?: readonly string[] } = {},
) {
  return renderPages({
    at: options.at ?? "/notes",
    routes: [
      {
        path: "notes",
        element: <ListPage resource={note} columns={[title, author, secret]} />,
      },
    ],
    resources: { Note: note },
    api,
    viewer: { roles: options.roles ?? [] },
  });
}

describe("a list", () => {
  it("shows records, and leads to them", async () => {
    renderList(stubApi(() => pageOf([ONE], 1)));
    const link = await screen.findByRole("link", { name: "First" });
    expect(link.getAttribute("href")).toBe("/notes/1");
    expect(screen.getByText("1–1 of 1")).toBeDefined();
  });

  it("names a record without a title by its id", async () => {
    renderList(stubApi(() => pageOf([{ id: 7, title: null }])));
    expect(await screen.findByRole("link", { name: "Note 7" })).toBeDefined();
  });

  it("sorts by a click on a column", async () => {
    const api = stubApi(() => pageOf([ONE]));
    const router = renderList(api);
    await userEvent.click(
      await screen.findByRole("button", { name: "Author" }),
    );
    await waitFor(() =>
      expect(api.requests.at(-1)?.path).toContain("orderBy=author:asc"),
    );
    expect(router.state.location.search).toBe("?sort=author");
    expect(
      screen
        .getByRole("columnheader", { name: /Author/u })
        .getAttribute("aria-sort"),
    ).toBe("ascending");
  });

  it("searches, and starts again at the first page", async () => {
    const api = stubApi(() => pageOf([ONE], 90));
    const router = renderList(api, { at: "/notes?page=3" });
    await userEvent.type(await screen.findByLabelText("Search Notes"), "fir");
    await waitFor(() =>
      expect(router.state.location.search).toBe("?search=fir"),
    );
  });

  it("asks with the filters of its address", async () => {
    const api = stubApi(() => pageOf([]));
    renderList(api, { at: "/notes?author.equals=Ada" });
    await screen.findByText("No Notes match");
    expect(api.requests[0]?.path).toContain(
      'where={"author":{"equals":"Ada"}}',
    );
    await userEvent.click(
      screen.getByRole("button", { name: "Remove the filter by Author" }),
    );
    await screen.findByText("There are no Notes yet");
  });

  it("offers only what the roles allow", async () => {
    renderList(stubApi(() => pageOf([ONE])));
    await screen.findByRole("link", { name: "First" });
    expect(screen.queryByRole("columnheader", { name: "Secret" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Delete First" })).toBeNull();
  });

  it("offers all of it to those with the role", async () => {
    renderList(
      stubApi(() => pageOf([ONE])),
      { roles: ["editor"] },
    );
    await screen.findByRole("button", { name: "Delete First" });
    expect(screen.getByRole("columnheader", { name: "Secret" })).toBeDefined();
  });

  it("deletes once that is confirmed", async () => {
    const api = stubApi(({ method }) =>
      method === "DELETE"
        ? problem(409, { detail: "It is needed." })
        : pageOf([ONE]),
    );
    renderList(api, { roles: ["editor"] });
    await userEvent.click(
      await screen.findByRole("button", { name: "Delete First" }),
    );
    await userEvent.click(
      await screen.findByRole("button", { name: "Delete" }),
    );
    expect(await screen.findByText("It is needed.")).toBeDefined();
  });

  it("says what went wrong", async () => {
    renderList(stubApi(() => problem(403)));
    expect(
      await screen.findByText("You are not allowed to do this."),
    ).toBeDefined();
  });
});

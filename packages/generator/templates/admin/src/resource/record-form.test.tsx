import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { note } from "../testing/note.js";
import { renderPages } from "../testing/render-pages.js";
import { problem, stubApi, type StubApi } from "../testing/stub-api.js";
import { CreatePage } from "./create-page.js";
import { EditPage } from "./edit-page.js";
import { FieldInput } from "./field-input.js";

const { title, author, secret } = note.fields;
const inputs = (
  <>
    <FieldInput field={title} />
    <FieldInput field={author} />
    <FieldInput field={secret} />
  </>
);

function renderForm(at: string, api: StubApi, roles: readonly string[] = []) {
  return renderPages({
    at,
    routes: [
      {
        path: "notes/new",
        element: <CreatePage resource={note}>{inputs}</CreatePage>,
      },
      {
        path: "notes/:id/edit",
        element: <EditPage resource={note}>{inputs}</EditPage>,
      },
      { path: "notes/:id", element: "The note" },
    ],
    resources: { Note: note },
    api,
    viewer: { roles },
  });
}
const input = (name: string) => screen.findByRole("textbox", { name });
const save = () =>
  userEvent.click(screen.getByRole("button", { name: "Save" }));

describe("the form of a new record", () => {
  it("sends what was filled in, and shows the record", async () => {
    const api = stubApi(() => ({ id: 7 }));
    const router = renderForm("/notes/new", api);
    await userEvent.type(await input("Title"), "Hello");
    await save();
    await screen.findByText("The note");
    expect(router.state.location.pathname).toBe("/notes/7");
    expect(api.requests[0]).toEqual({
      method: "POST",
      path: "/api/notes",
      body: { title: "Hello" },
    });
  });

  it("asks for what is missing before it sends", async () => {
    const api = stubApi(() => ({ id: 7 }));
    renderForm("/notes/new", api);
    await input("Title");
    await save();
    expect(await screen.findByText("Fill this in.")).toBeDefined();
    await userEvent.type(await input("Title"), "No");
    await save();
    expect(await screen.findByText("At least 3 characters.")).toBeDefined();
    expect(api.requests).toEqual([]);
  });

  it("shows what the server refuses at its field", async () => {
    const errors = [
      { path: "author", message: "Nobody knows him." },
      { path: "other", message: "is strange" },
    ];
    renderForm(
      "/notes/new",
      stubApi(() => problem(422, { errors })),
    );
    await userEvent.type(await input("Title"), "Hello");
    await save();
    expect(await screen.findByText("Nobody knows him.")).toBeDefined();
    expect((await input("Author")).getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByRole("alert").textContent).toContain(
      "other: is strange",
    );
  });

  it("offers only what the roles may set", async () => {
    const api = stubApi(() => undefined);
    renderForm("/notes/new", api);
    await input("Title");
    expect(screen.queryByRole("textbox", { name: "Secret" })).toBeNull();
  });
});

describe("the form of a record", () => {
  const record = { id: 7, title: "Hello", author: "Ada" };

  it("sends the changes only; an emptied input clears its value", async () => {
    const api = stubApi(() => record);
    renderForm("/notes/7/edit", api);
    await userEvent.clear(await input("Author"));
    await save();
    await screen.findByText("The note");
    expect(api.requests.at(-1)).toEqual({
      method: "PATCH",
      path: "/api/notes/7",
      body: { author: null },
    });
  });

  it("asks before changes are lost", async () => {
    const api = stubApi(() => record);
    const router = renderForm("/notes/7/edit", api);
    await userEvent.type(await input("Author"), "!");
    void router.navigate("/notes/7");
    await userEvent.click(await screen.findByRole("button", { name: "Stay" }));
    expect(router.state.location.pathname).toBe("/notes/7/edit");
    void router.navigate("/notes/7");
    await userEvent.click(await screen.findByRole("button", { name: "Leave" }));
    await waitFor(() =>
      expect(router.state.location.pathname).toBe("/notes/7"),
    );
  });

  it("says when there is no such record", async () => {
    renderForm(
      "/notes/8/edit",
      stubApi(() => problem(404)),
    );
    expect(
      await screen.findByText("There is no such record, or it was deleted."),
    ).toBeDefined();
  });
});

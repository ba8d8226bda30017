import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { resources } from "./resources.js";
import { entityRoutes as routes } from "./routes.js";
import { renderPages } from "./testing/render-pages.js";
import { pageOf, stubApi } from "./testing/stub-api.js";

const all = Object.values(resources);
/** Somebody with every role that the entities know. */
const viewer = {
  roles: all.flatMap(({ access, fields }) =>
    [
      ...Object.values(access),
      ...Object.values(fields).flatMap((field) =>
        Object.values(field.access ?? {}),
      ),
    ].flatMap((rule) => (typeof rule === "string" ? [] : rule)),
  ),
};

describe.each(all)("the pages of $name", ({ route, idField, fields }) => {
  const api = stubApi(({ path }) =>
    /^\/api\/[^/]+\/1$/u.test(path) ? { [idField]: 1 } : pageOf([]),
  );

  it.each(["", "/new", "/1", "/1/edit"])(
    "show themselves at %j",
    async (at) => {
      renderPages({ at: `/${route}${at}`, routes, resources, api, viewer });
      const heading = await screen.findByRole("heading", { level: 1 });
      expect(heading.textContent).not.toMatch(/Nothing here|cannot be shown/u);
    },
  );

  it("lead to entities that are there", () => {
    const targets = Object.values(fields).flatMap(({ target }) => target ?? []);
    expect(targets.filter((name) => !(name in resources))).toEqual([]);
  });
});

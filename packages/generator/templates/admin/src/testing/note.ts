import type { EntityAccess } from "../data/access.js";
import { idField } from "../fields/id-field.js";
import { textField } from "../fields/text-field.js";
import { defineResource } from "../resource/resource.js";

const access: EntityAccess = {
  view: "public",
  search: "public",
  create: "public",
  update: "public",
  delete: ["editor"],
};

/** An entity for the tests. */
export const note = defineResource({
  name: "Note",
  route: "notes",
  label: "Note",
  pluralLabel: "Notes",
  idField: "id",
  titleField: "title",
  access,
  fields: {
    id: idField({ name: "id", label: "ID", kind: "number" }),
    title: textField({
      name: "title",
      label: "Title",
      required: true,
      searchable: true,
      minLength: 3,
    }),
    author: textField({ name: "author", label: "Author", searchable: true }),
    secret: textField({
      name: "secret",
      label: "Secret",
      searchable: true,
      access: { view: ["editor"], create: ["editor"], update: ["editor"] },
    }),
  },
});

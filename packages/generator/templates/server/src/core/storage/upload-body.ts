import type { ApiBodyOptions } from "@nestjs/swagger";

/** How the API describes a body that holds a file. */
export const UPLOAD_BODY: ApiBodyOptions = {
  schema: {
    type: "object",
    required: ["file"],
    properties: { file: { type: "string", format: "binary" } },
  },
};

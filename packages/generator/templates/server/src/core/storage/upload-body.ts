import type { ApiBodyOptions, ApiResponseOptions } from "@nestjs/swagger";

/** How the API describes a body that holds a file. */
export const UPLOAD_BODY: ApiBodyOptions = {
  schema: {
    type: "object",
    required: ["file"],
    properties: { file: { type: "string", format: "binary" } },
  },
};

/** How it describes the bytes of one. */
export const DOWNLOAD: ApiResponseOptions = {
  description: "The file",
  content: {
    "application/octet-stream": {
      schema: { type: "string", format: "binary" },
    },
  },
};

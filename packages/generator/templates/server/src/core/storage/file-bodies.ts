import type { ApiBodyOptions, ApiResponseOptions } from "@nestjs/swagger";

const BYTES = { type: "string", format: "binary" };

/** How the API describes a request that holds a file. */
export const UPLOAD: ApiBodyOptions = {
  schema: {
    type: "object",
    required: ["file"],
    properties: { file: BYTES },
  },
};

/** How it describes an answer that is one. */
export const DOWNLOAD: ApiResponseOptions = {
  description: "The file",
  content: { "application/octet-stream": { schema: BYTES } },
};

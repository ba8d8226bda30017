// #if graphql
import { ObjectType } from "@nestjs/graphql";
// #end
import { TextProperty } from "../properties/text.property.js";
import { WholeNumberProperty } from "../properties/whole-number.property.js";

/** What the API tells of an uploaded file. */
// #if graphql
@ObjectType()
// #end
export class StoredFile {
  @TextProperty()
  name!: string;

  @TextProperty()
  contentType!: string;

  /** Bytes. */
  @WholeNumberProperty({ maximum: Number.MAX_SAFE_INTEGER })
  size!: number;
}

/** What the database keeps of it: `key` is its name in the storage. */
export type FileRecord = {
  key: string;
  name: string;
  contentType: string;
  size: number;
};

/** A file as the API tells of it, from what the database keeps. */
export function toStoredFile(value: unknown): StoredFile | null {
  if (value === null || value === undefined) return null;
  const { name, contentType, size } = value as FileRecord;
  return { name, contentType, size };
}

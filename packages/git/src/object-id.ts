import { createHash } from 'node:crypto';

declare const brand: unique symbol;

/** The id of a commit: 40 lower-case hex digits. */
export type CommitId = string & { readonly [brand]: 'CommitId' };
/** The id of a tree: 40 lower-case hex digits. */
export type TreeId = string & { readonly [brand]: 'TreeId' };
/** The id of a blob: 40 lower-case hex digits. */
export type BlobId = string & { readonly [brand]: 'BlobId' };

/** The id that git prints where there is no object. */
export const zeroId = '0'.repeat(40);

const hexId = /^[0-9a-f]{40}$/;

/** Whether the text is a full object id (SHA-1 repositories only). */
export function isObjectId(text: string): boolean {
  return hexId.test(text);
}

/** Brands a full hex id as a commit's; throws a `TypeError` for anything else. */
export function toCommitId(text: string): CommitId {
  return assertObjectId(text) as CommitId;
}

/** Brands a full hex id as a tree's; throws a `TypeError` for anything else. */
export function toTreeId(text: string): TreeId {
  return assertObjectId(text) as TreeId;
}

/** Brands a full hex id as a blob's; throws a `TypeError` for anything else. */
export function toBlobId(text: string): BlobId {
  return assertObjectId(text) as BlobId;
}

/** Computes the id that git gives to these bytes, without starting git. */
export function blobIdOf(bytes: Uint8Array): BlobId {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex') as BlobId;
}

function assertObjectId(text: string): string {
  if (!isObjectId(text)) throw new TypeError(`Not a full object id: ${JSON.stringify(text)}`);
  return text;
}

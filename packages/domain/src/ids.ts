/** A string that only stands for one kind of thing. */
export type Branded<Name extends string> = string & { readonly __brand: Name };

export type WorkspaceId = Branded<'WorkspaceId'>;
export type UserId = Branded<'UserId'>;
export type ProjectId = Branded<'ProjectId'>;
export type ServiceId = Branded<'ServiceId'>;
export type EntityId = Branded<'EntityId'>;
export type FieldId = Branded<'FieldId'>;
export type CommitId = Branded<'CommitId'>;
export type BuildId = Branded<'BuildId'>;
export type GitOrganizationId = Branded<'GitOrganizationId'>;
export type RepositoryId = Branded<'RepositoryId'>;
export type MergeRequestId = Branded<'MergeRequestId'>;
/** Hash of a service and the tree that one build of it made: equal output is the same generation. */
export type GenerationId = Branded<'GenerationId'>;
/** Hash of a service model, the address of its snapshot. */
export type ModelHash = Branded<'ModelHash'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the one spelling in which our identifiers are stored (lower-case UUID). */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

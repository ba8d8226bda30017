import { reference, type OpenApiSchema } from '../../types/api-value.ts';

/** What one route does, in the words of its handler. */
export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly parameters?: readonly OpenApiSchema[];
  readonly body?: OpenApiSchema;
  readonly status: 200 | 201 | 204;
  /** Of the answer. */
  readonly description?: string;
  /** What the answer holds; nothing where it is empty. */
  readonly content?: OpenApiSchema;
  readonly needsToken: boolean;
}

const PROBLEM = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: reference('ProblemDetails') } },
};

/** A route as @nestjs/swagger describes it. */
export function toOperation(operation: Operation): OpenApiSchema {
  const { id, tag, parameters = [], body, status, description = '', content, needsToken } = operation;
  return {
    operationId: id,
    parameters,
    ...(body === undefined ? {} : { requestBody: { required: true, content: body } }),
    responses: { [status]: { description, ...(content === undefined ? {} : { content }) }, default: PROBLEM },
    ...(needsToken ? { security: [{ bearer: [] }] } : {}),
    tags: [tag],
  };
}

/** JSON that one of the document's schemas describes. */
export function json(schemaName: string): OpenApiSchema {
  return { 'application/json': { schema: reference(schemaName) } };
}

/** A part of the path. */
export function pathParameter(name: string, type: 'string' | 'number'): OpenApiSchema {
  return { name, required: true, in: 'path', schema: { type } };
}

/** A part of the query that may be left out. */
export function queryParameter(name: string, schema: OpenApiSchema, description?: string): OpenApiSchema {
  return { name, required: false, in: 'query', ...(description === undefined ? {} : { description }), schema };
}

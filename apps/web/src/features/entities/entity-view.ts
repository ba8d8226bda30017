import type { AnswerOf, routes } from '@amplication/contract';

/** An entity as the API tells it. */
export type EntityView = AnswerOf<typeof routes.getEntity>;
/** A field as the API tells it. */
export type FieldView = EntityView['fields'][number];

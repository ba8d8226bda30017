import type { AnswerOf, routes } from '@amplication/contract';

/** An entity as the API tells it. */
export type EntityView = AnswerOf<typeof routes.getEntity>;
/** A field as the API tells it. */
export type FieldView = EntityView['fields'][number];

/** An entity beside the others of its service, which relations name. */
export interface EntityPlace {
  readonly serviceId: string;
  readonly entity: EntityView;
  readonly entities: readonly EntityView[];
}

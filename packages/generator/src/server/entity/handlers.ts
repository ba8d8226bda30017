import { group, ifBroken, indent, line, parenthesised, softLine, type Doc } from '../../source/doc.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { isPossible, type EntityView, type FieldView, type ServiceView } from '../../view/service-view.ts';
import { hiddenFields } from './columns.ts';
import { accessName, entityPaths } from './paths.ts';

type Action = 'view' | 'search' | 'create' | 'update' | 'delete';

/** What the handlers of an entity say about who may call them; all of it is empty where nobody can sign in. */
export interface HandlerAccess {
  /** `@Allow(…)` above a handler. */
  readonly allow: (entity: EntityView, action: Action) => Doc;
  /** The parameter that tells who asks. */
  readonly user: (() => Doc) | undefined;
  /** Refuses a list that is filtered by what the user may not see. */
  readonly assertAskable: (entity: EntityView, request: string) => Doc;
  /** Refuses a body with properties that the user may not set. */
  readonly assertWritable: (entity: EntityView, action: 'create' | 'update') => Doc;
  /** Refuses to follow a relation that the user may not see. */
  readonly assertVisible: (entity: EntityView, field: FieldView) => Doc;
  /** Refuses a user who may not do it with the records of an entity. */
  readonly assertAllowed: (entity: EntityView, action: 'view' | 'search') => Doc;
  /** The answer without what the user may not see. */
  readonly hide: (entity: EntityView, item: string) => Doc;
  readonly hides: (entity: EntityView) => boolean;
}

/** Writes down the access of handlers; `file` gets the imports. */
export function handlerAccess(service: ServiceView, file: SourceFile): HandlerAccess {
  if (service.auth === undefined) {
    const nothing = (): Doc => '';
    return {
      allow: nothing,
      user: undefined,
      assertAskable: nothing,
      assertWritable: nothing,
      assertVisible: nothing,
      assertAllowed: nothing,
      hide: (_entity, item) => item,
      hides: () => false,
    };
  }
  const use = (name: string): string => file.import(name, 'src/auth/entity-access');
  const accessOf = (entity: EntityView): string => file.import(accessName(entity), entityPaths(entity).access.path);
  const limits = (entity: EntityView, action: string): boolean =>
    entity.access.fields.some((each) => each.action === action);
  return {
    allow: (entity, action) => [
      `@${file.import('Allow', 'src/auth/allow')}`,
      parenthesised([`${accessOf(entity)}.${action}`]),
    ],
    user: () =>
      group([
        `@${file.import('CurrentUser', 'src/auth/current-user')}()`,
        line,
        `user: ${file.importType('SignedInUser', 'src/auth/signed-in-user')} | undefined`,
      ]),
    assertAskable: (entity, request) => [use('assertAskable'), parenthesised([accessOf(entity), 'user', request]), ';'],
    assertWritable: (entity, action) =>
      limits(entity, action)
        ? [use('assertWritable'), parenthesised([accessOf(entity), `"${action}"`, 'user', 'data']), ';']
        : '',
    assertVisible: (entity, field) =>
      hiddenFields(entity).has(field.id)
        ? [use('assertVisible'), parenthesised([accessOf(entity), 'user', `"${field.name}"`]), ';']
        : '',
    assertAllowed: (entity, action) => [
      use('assertAllowed'),
      parenthesised([`${accessOf(entity)}.${action}`, 'user']),
      ';',
    ],
    hide: (entity, item) =>
      limits(entity, 'view') ? [use('hideFields'), parenthesised([accessOf(entity), 'user', item])] : item,
    hides: (entity) => limits(entity, 'view'),
  };
}

/** True where somebody may do it, so that there is a handler for it. */
export function isOffered(entity: EntityView, action: Action): boolean {
  return isPossible(entity.access[action]);
}

/** `const items = page.items.map((item) => …);` */
export function mappedItems(item: Doc): Doc {
  const body = [indent([line, item]), ifBroken(','), softLine];
  return group(['const items = page.items.map((item) =>', ...body, ');']);
}

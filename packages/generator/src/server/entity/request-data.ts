import { code } from '../../source/code.ts';
import { sessionsFieldName } from '../../database/auth-session.ts';
import { headedCall, objectOf, parenthesised, type Doc } from '../../source/doc.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { dataTypeOf } from '../../types/data-types.ts';
import { getEntityView, type AuthView, type EntityView, type ServiceView } from '../../view/service-view.ts';
import { listsOf } from './columns.ts';

/** `data`, or `data: { … }` where a request differs from what Prisma is told: `verb` is what happens to n-n lists. */
export function requestData(file: SourceFile, service: ServiceView, entity: EntityView, verb: 'connect' | 'set'): Doc {
  const scalars = entity.fields.filter((field) => field.kind === 'scalar');
  const lists = listsOf(entity);
  const changes = [
    ...scalars.flatMap((field) => dataTypeOf(field).toData?.(file, field) ?? []),
    ...lists.map((field): Doc => {
      const target = getEntityView(service, field.targetId);
      const toKeys = file.import('toKeys', 'src/core/ids');
      const keys = headedCall(`${verb}:`, toKeys, [`"${target.idField.name}"`, `data.${field.idsName}`]);
      return [`${field.name}: `, objectOf([keys])];
    }),
    ...(verb === 'set' && service.auth?.entity === entity ? [endedSessions(file, service.auth)] : []),
  ];
  if (changes.length === 0) return 'data';
  const left = [
    ...scalars.filter((field) => dataTypeOf(field).hasOwnNames === true).map(({ name }) => name),
    ...lists.map(({ idsName }) => idsName),
  ];
  const rest =
    left.length === 0
      ? '...data'
      : code`...${file.import('omit', 'src/core/omit')}${parenthesised(['data', ...left.map((name) => `"${name}"`)])}`;
  return ['data: ', objectOf([rest, ...changes])];
}

/** Whoever signed in with the old password signs in again. */
function endedSessions(file: SourceFile, auth: AuthView): Doc {
  const endSessions = file.import('endSessions', 'src/auth/end-sessions');
  return [`${sessionsFieldName(auth)}: ${endSessions}`, parenthesised([`data.${auth.password.name}`])];
}

import type { GeneratedFile } from '@amplication/domain';
import { dialectOf } from '../../database/dialect.ts';
import { code, lines } from '../../source/code.ts';
import {
  group,
  headed,
  headedCall,
  headedCallWithObject,
  indent,
  line,
  softLine,
  objectOf,
  type Doc,
} from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { keyTypeName, type AuthView, type ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';
import { isJsonList } from '../json-lists.ts';

/** `src/auth/user-records.ts`: which records are users, and what their fields are called; the rest of sign-in knows no names of the model. */
export function userRecordsFile(service: ServiceView, auth: AuthView): GeneratedFile {
  const path = 'src/auth/user-records';
  const file = new SourceFile(path, ['UserId', 'USER_ID_KIND', 'toUserId', 'toSubject', 'findPassword', 'findUser']);
  const IdKind = file.importType('IdKind', 'src/core/ids');
  const PrismaService = file.importType('PrismaService', 'src/prisma/prisma.service');
  const { entity, username, password, roles } = auth;
  const key = keyTypeName(entity.idStrategy);
  const id = entity.idField.name;
  const { tellsCases } = dialectOf(service.database);
  const isMissing: Doc = tellsCases
    ? 'if (user === null) return undefined;'
    : lines([
        '// The database takes other letters for the same name; sign-in does not.',
        group([
          group(['if (', indent([softLine, group([`user?.${username.name} !==`, line, 'name'])]), softLine, ')']),
          indent([line, 'return undefined;']),
        ]),
      ]);
  const value = `user.${roles.name}`;
  const rolesOf = isJsonList(service, roles)
    ? [headedCall('const roles =', file.import('toList', 'src/core/record-values'), [value]), ';']
    : headed('const roles =', `${value};`);
  const find = (where: string, names: readonly string[]): Doc => {
    const question = code`
      {
        where: ${objectOf([where])},
        select: {
          ${lines(names.map((name) => `${name}: true,`))}
        },
      }
    `;
    return [headedCallWithObject('const user =', `await client.${entity.accessor}.findUnique`, question), ';'];
  };
  const body = code`
    export type UserId = ${key};

    export const USER_ID_KIND: ${IdKind} = "${entity.idStrategy}";

    /** The id of a user from a token or a record. */
    export function toUserId(value: string | number | bigint): UserId {
      return ${key === 'number' ? 'Number' : 'String'}(value);
    }

    /** The id of a user as a token holds it. */
    export function toSubject(id: UserId): string {
      return ${key === 'number' ? 'String(id)' : 'id'};
    }

    /** What is stored of the password of the user with this name. */
    export async function findPassword(
      { client }: ${PrismaService},
      name: string,
    ): Promise<{ id: UserId; password: string } | undefined> {
      ${find(`${username.name}: name`, tellsCases ? [id, password.name] : [id, username.name, password.name])}
      ${isMissing}
      const id = toUserId(user.${id});
      ${headed('const password =', `user.${password.name};`)}
      return { id, password };
    }

    /** The user with this id, with the roles of this moment. */
    export async function findUser(
      { client }: ${PrismaService},
      id: UserId,
    ): Promise<{ id: UserId; username: string; roles: string[] } | undefined> {
      ${find(id === 'id' ? 'id' : `${id}: id`, [username.name, roles.name])}
      if (user === null) return undefined;
      ${headed('const username =', `user.${username.name};`)}
      ${rolesOf}
      return { id, username, roles };
    }
  `;
  return serviceFile(service, `${path}.ts`, 'user-records', file.print(body));
}

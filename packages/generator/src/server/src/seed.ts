import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import {
  callsWithObject,
  choice,
  group,
  hardLine,
  headed,
  indent,
  join,
  objectOf,
  parenthesised,
  softLine,
  type Doc,
} from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { dataTypeOf } from '../../types/data-types.ts';
import type { AuthView, FieldView, ServiceView } from '../../view/service-view.ts';
import { sampleEntry } from '../entity/fixture.ts';
import { isNeeded } from '../entity/columns.ts';
import { filesOf } from '../entity/file-methods.ts';
import { entityPaths } from '../entity/paths.ts';
import { serviceFile } from '../generated-file.ts';

/** `src/seed.ts`: creates the first user, and prints the password that it made up. */
export function seedFile(service: ServiceView, auth: AuthView): GeneratedFile {
  const path = 'src/seed';
  const file = new SourceFile(path, ['seed']);
  const randomBytes = file.import('randomBytes', 'node:crypto');
  const readEnvironment = file.import('readEnvironment', 'src/core/environment');
  const ROLES = file.import('ROLES', 'src/core/roles');
  const PrismaService = file.import('PrismaService', 'src/prisma/prisma.service');
  const { service: provider } = entityPaths(auth.entity);
  const Provider = file.import(provider.name, provider.path);
  const { username, password, roles, entity } = auth;
  const others = entity.fields.flatMap((field) => toRow(file, auth, field));
  const parameters = filesOf(entity).length === 0 ? ['prisma'] : ['prisma', 'undefined as never'];
  const rows: readonly Doc[] = [
    username.name === 'username' ? 'username,' : `${username.name}: username,`,
    password.name === 'password' ? 'password,' : `${password.name}: password,`,
    `${roles.name}: ${ROLES},`,
    ...others,
  ];
  const record: Doc = ['{', indent([hardLine, join(hardLine, rows)]), hardLine, '}'];
  const isNamed = objectOf([username.name === 'username' ? 'username' : headed(`${username.name}:`, 'username')]);
  const body = code`
    /** Creates the user \`admin\` with all roles, unless there is one. */
    async function seed(): Promise<void> {
      const prisma = new ${PrismaService}(${readEnvironment}());
      const username = "admin";
      try {
        ${headed('const users =', group(['prisma.client', indent([softLine, `.${entity.accessor};`])]))}
        ${group(['if (', indent([softLine, '(await users.count(', objectOf([['where: ', isNamed]]), ')) > 0']), softLine, ') {'])}
          console.log("There is a user admin already.");
          return;
        }
        const password = ${randomBytes}(18).toString("base64url");
        ${choice(...callsWithObject(`await new ${Provider}(${parameters.join(', ')}).create`, record), [
          `await new ${Provider}`,
          parenthesised(parameters),
          '.create(',
          record,
          ')',
        ])};
        console.log("Created the user admin with the password " + password);
      } finally {
        await prisma.onModuleDestroy();
      }
    }

    seed().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    });
  `;
  return serviceFile(service, `${path}.ts`, 'seed', file.print(body));
}

function toRow(file: SourceFile, auth: AuthView, field: FieldView): readonly Doc[] {
  if (field.kind !== 'scalar' || !isNeeded(field)) return [];
  if (field.id === auth.username.id || field.id === auth.password.id || field.id === auth.roles.id) return [];
  const sample = dataTypeOf(field).sample(field);
  if (sample === undefined) return [];
  for (const [name, from] of sample.imports ?? []) file.import(name, from);
  const value = field.type.kind === 'date-time' ? code`new Date(${sample.value})` : sample.value;
  return [[sampleEntry(field.name, { ...sample, value }), ',']];
}

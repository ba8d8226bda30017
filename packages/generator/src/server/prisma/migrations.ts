import type { EarlierMigration, GeneratedFile } from '@amplication/domain';
import { toSchema } from '../../database/database-schema.ts';
import { migrationSql } from '../../database/migration-sql.ts';
import { toDatabaseSchema } from '../../database/to-database-schema.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

/** The earlier migrations as they were, and one more where the model's database changed. Folder names are the order in which they apply. */
export function migrationFiles(
  service: ServiceView,
  previous: ServiceView | undefined,
  earlier: readonly EarlierMigration[],
  name: string,
): readonly GeneratedFile[] {
  const sql = previous === service ? undefined : sqlBetween(previous, service);
  const all = sql === undefined ? earlier : [...earlier, { name, sql }];
  assertAscending(all);
  const lock = serviceFile(
    service,
    'prisma/migrations/migration_lock.toml',
    'migration-lock',
    `provider = "${service.database}"\n`,
  );
  return [
    lock,
    ...all.map((migration) =>
      serviceFile(
        service,
        `prisma/migrations/${migration.name}/migration.sql`,
        `migration:${migration.name}`,
        migration.sql,
      ),
    ),
  ];
}

function sqlBetween(previous: ServiceView | undefined, service: ServiceView): string | undefined {
  const before = previous === undefined ? toSchema(service.database, [], []) : toDatabaseSchema(previous);
  return migrationSql(before, toDatabaseSchema(service));
}

function assertAscending(migrations: readonly EarlierMigration[]): void {
  migrations.forEach(({ name }, index) => {
    const before = migrations[index - 1]?.name;
    if (!/^[A-Za-z0-9_-]+$/u.test(name))
      throw new Error(`"${name}" cannot name a migration: use letters, digits, _ and -.`);
    if (before !== undefined && before >= name)
      throw new Error(`The migration ${name} would apply before ${before}: name it so that it sorts after.`);
  });
}

import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '@amplication/test-kit';
import { migrateDatabase } from './migrate.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** The migrations of before sync branches were given out. */
function copyEarlier(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amplication-migrations-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const path = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: readonly { idx: number }[] };
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx < 3) }));
  return folder;
}

it('services keep the branch that they synced to before branches were given out; of two with one, the first has it', async () => {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  const earlier = copyEarlier();
  try {
    await migrateDatabase(pool, earlier);
    const [project, organization, repository, commit] = Array.from({ length: 4 }, () => randomUUID());
    await pool.query(`insert into "user" (id, name, email) values ('u', 'A user', 'u@example.com')`);
    await pool.query(`insert into workspace (id, name, slug) values ('w', 'W', 'w')`);
    await pool.query(`insert into project (id, workspace_id, name, slug) values ($1, 'w', 'P', 'p')`, [project]);
    await pool.query(
      `insert into git_organization (id, workspace_id, base_url, external_user_id, username, name, auth, access_token, health)
       values ($1, 'w', 'g', 1, 'bot', 'Bot', 'token', '', 'ok')`,
      [organization],
    );
    await pool.query(`insert into repository values ($1, $2, 7, 'a/b', 'g/a/b')`, [repository, organization]);
    await pool.query(
      `insert into git_settings (id, project_id, repository_id, sync_branch, strategy, commit_message, allow_first_commit)
       values ($1, $2, $3, 'amplication', 'shared', 'm', false)`,
      [randomUUID(), project, repository],
    );
    await pool.query(`insert into commit values ($1, $2, 1, 'm', 'u', now())`, [commit, project]);
    await pool.query(`insert into model_snapshot values ('h', '{}')`);
    let number = 0;
    const sync = async (slug: string, branch: string, settings: object): Promise<string> => {
      number += 1;
      const [service, mergeRequest] = [randomUUID(), randomUUID()];
      await pool.query(`insert into service (id, project_id, name, slug, model) values ($1, $2, $3, $4, '{}')`, [
        service,
        project,
        `${slug} ${number}`,
        number === 3 ? 'twin' : slug,
      ]);
      await pool.query(
        `insert into merge_request (id, remote, repository_id, number, title, web_url, state, draft, has_conflicts, source_branch, target_branch, refreshed_at)
         values ($1, 'g#7', $2, $3, 't', 'u', 'open', false, false, $4, 'main', now())`,
        [mergeRequest, repository, number, branch],
      );
      await pool.query(
        `insert into build (id, commit_id, commit_number, project_id, service_id, service_name, state, model_hash, target, generator_version, merge_request_id, conflicts, created_at)
         values ($1, $2, 1, $3, $4, 's', 'proposed', 'h', $5, '1', $6, '[]', now() + make_interval(secs => $7))`,
        [
          randomUUID(),
          commit,
          project,
          service,
          { baseUrl: 'g', externalId: 7, settings: { syncBranch: 'amplication', ...settings } },
          mergeRequest,
          number,
        ],
      );
      return service;
    };
    await sync('shared', 'amplication', { strategy: 'shared', baseBranch: null });
    const first = await sync('dev', 'amplication-dev', { strategy: 'per-service', baseBranch: null });
    await sync('dev', 'amplication-dev', { strategy: 'per-service', baseBranch: null });
    await sync('next', 'amplication-next', { strategy: 'shared', baseBranch: 'next' });
    const own = await sync('own', 'amplication-next-own', { strategy: 'per-service', baseBranch: 'next' });
    await migrateDatabase(pool, MIGRATIONS);
    const { rows } = await pool.query('select branch, prefix, base, service_id from sync_branch order by branch');
    expect(rows).toEqual([
      { branch: 'amplication', prefix: 'amplication', base: '', service_id: null },
      { branch: 'amplication-dev', prefix: 'amplication', base: '', service_id: first },
      { branch: 'amplication-next', prefix: 'amplication', base: 'next', service_id: null },
      { branch: 'amplication-next-own', prefix: 'amplication', base: 'next', service_id: own },
    ]);
    const { rows: settings } = await pool.query('select merge_request, author_name, author_email from git_settings');
    expect(settings).toEqual([
      {
        merge_request: {
          labels: [],
          draft: false,
          squash: null,
          removeSourceBranch: null,
          assigneeIds: [],
          reviewerIds: [],
        },
        author_name: 'Amplication',
        author_email: 'amplication@users.noreply.local',
      },
    ]);
  } finally {
    await pool.end();
    await database.drop();
    rmSync(earlier, { recursive: true, force: true });
  }
});

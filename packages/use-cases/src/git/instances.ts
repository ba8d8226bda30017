import { X509Certificate } from 'node:crypto';
import type { GitInstance } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import { ProviderError } from '@amplication/git-provider';
import {
  deleteGitInstance,
  findGitInstance,
  listGitInstances as listRows,
  listGitOrganizations,
  saveGitInstance,
  updateCertificates,
  type Database,
  type GitInstanceRow,
} from '@amplication/store';
import { requireWorkspace } from '../authorise.ts';
import type { Context, GitInstanceConfig, Principal } from '../context.ts';
import { toRefusal } from './ask-provider.ts';
import { toBaseUrl } from './base-url.ts';

type Ctx = Pick<Context, 'store' | 'newId' | 'secrets' | 'gitProviders' | 'gitInstances'>;

/** GitLab instances that the operator configured, and those that the workspace entered itself. */
export async function listGitInstances(
  ctx: Pick<Context, 'store' | 'gitInstances'>,
  principal: Principal,
  workspaceId: string,
): Promise<readonly GitInstance[]> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  const own = await listRows(ctx.store.db, workspaceId);
  const ofOperator = ctx.gitInstances.filter(({ baseUrl }) => own.every((row) => row.baseUrl !== baseUrl));
  return [
    ...ofOperator.map(({ baseUrl, name }) => ({ baseUrl, name, oauth: true, isOwn: false, hasCertificate: false })),
    ...own.map(toView),
  ];
}

/** Where people of a workspace can authorize, by its address; undefined where only access tokens work. */
export async function findInstance(
  ctx: Pick<Context, 'secrets' | 'gitInstances'>,
  db: Database,
  workspaceId: string,
  baseUrl: string,
): Promise<GitInstanceConfig | undefined> {
  const own = await findGitInstance(db, workspaceId, baseUrl);
  if (own?.clientId == null || own.clientSecret === null)
    return ctx.gitInstances.find((each) => each.baseUrl === baseUrl);
  const { name, clientId, clientSecret, certificate } = own;
  return {
    baseUrl,
    name,
    clientId,
    clientSecret: ctx.secrets.decrypt(clientSecret),
    ...(certificate === null ? {} : { certificate }),
  };
}

/**
 * Enters a GitLab of the workspace's own, or changes what is known of it; a secret that is left out stays. Throws `Refusal`
 * for an address that the operator does not allow, and where no GitLab answers.
 */
export async function enterGitInstance(
  ctx: Ctx,
  principal: Principal,
  workspaceId: string,
  input: {
    readonly baseUrl: string;
    readonly name?: string | undefined;
    readonly clientId?: string | undefined;
    readonly clientSecret?: string | undefined;
    readonly certificate?: string | undefined;
  },
): Promise<GitInstance> {
  const { db } = ctx.store;
  await requireWorkspace(db, principal, workspaceId);
  const baseUrl = toBaseUrl(input.baseUrl);
  const before = await findGitInstance(db, workspaceId, baseUrl);
  const certificate = toCertificate(input.certificate);
  await assertGitLab(ctx, baseUrl, certificate);
  const clientId = emptyToNull(input.clientId);
  const given = emptyToNull(input.clientSecret);
  const clientSecret = given === null ? (before?.clientSecret ?? null) : ctx.secrets.encrypt(given);
  if (clientId !== null && clientSecret === null)
    throw refuseField('clientSecret', 'The secret belongs to the application id.');
  await saveGitInstance(db, {
    id: ctx.newId(),
    workspaceId,
    baseUrl,
    name: emptyToNull(input.name) ?? new URL(baseUrl).host,
    clientId,
    clientSecret: clientId === null ? null : clientSecret,
    certificate,
  });
  // The accounts that are connected there go on with it.
  await updateCertificates(db, workspaceId, baseUrl, certificate);
  const saved = await findGitInstance(db, workspaceId, baseUrl);
  if (saved === undefined) throw new Error('The instance was not stored.');
  return toView(saved);
}

/** Forgets a GitLab that no connected account of the workspace is at. */
export async function removeGitInstance(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  workspaceId: string,
  address: string,
): Promise<void> {
  const { db } = ctx.store;
  await requireWorkspace(db, principal, workspaceId);
  const baseUrl = toBaseUrl(address);
  const accounts = (await listGitOrganizations(db, workspaceId)).filter((row) => row.baseUrl === baseUrl);
  if (accounts.length > 0)
    throw new Refusal('in_use', `${accounts.length} connected accounts are at ${baseUrl}: disconnect them first.`);
  await deleteGitInstance(db, workspaceId, baseUrl);
}

/** A GitLab answers a token that nobody has with 401, in its own words. */
async function assertGitLab(ctx: Ctx, baseUrl: string, certificate: string | null): Promise<void> {
  const provider = ctx.gitProviders.connect({
    baseUrl,
    account: `probe ${baseUrl}`,
    ...(certificate === null ? {} : { certificate }),
    getAccessToken: async () => 'nobody',
  });
  try {
    await provider.getCurrentUser();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind === 'unauthorised') return;
    throw error.kind === 'rate-limited' ? toRefusal(error) : refuseField('baseUrl', error.message);
  }
}

function toCertificate(text: string | undefined): string | null {
  const pem = emptyToNull(text);
  if (pem === null) return null;
  const parts = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/gu) ?? [];
  try {
    if (parts.length === 0) throw new Error('There is no certificate in it.');
    for (const part of parts) new X509Certificate(part);
  } catch {
    throw refuseField('certificate', 'Paste certificates in PEM: -----BEGIN CERTIFICATE----- and so on.');
  }
  return `${parts.join('\n')}\n`;
}

function emptyToNull(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim();
}

function refuseField(path: string, message: string): Refusal {
  return new Refusal('invalid_input', message, [{ path, message }]);
}

function toView(row: GitInstanceRow): GitInstance {
  const { baseUrl, name, clientId, certificate } = row;
  return { baseUrl, name, oauth: clientId !== null, isOwn: true, hasCertificate: certificate !== null };
}

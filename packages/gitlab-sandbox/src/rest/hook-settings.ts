import { hookEvents, type Hook, type HookEventName, type HookSecret } from '../state/hook-state.ts';
import { isBranchFilter, isHookUrl } from '../webhooks/hook-url.ts';
import { ApiError } from './api-error.ts';
import type { Params } from './params.ts';

const strategies = ['wildcard', 'regex', 'all_branches'] as const;
const others = [
  'url',
  'name',
  'description',
  'enable_ssl_verification',
  'token',
  'signing_token',
  'push_events_branch_filter',
  'branch_filter_strategy',
  'url_variables',
  'custom_headers',
  'custom_webhook_template',
];

type Settings = Partial<Omit<Hook, 'id' | 'projectId' | 'createdAt' | 'url'>>;

/** Whether a parameter sets something of a webhook. */
export function isHookParam(name: string): boolean {
  return others.includes(name) || hookEvents.some((event) => event === name);
}

/** What the parameters set of a new webhook, or of the one that is there; throws GitLab's answers. */
export function readHookSettings(params: Params, url: string, hook?: Hook): Settings {
  const strategy = params.oneOf('branch_filter_strategy', strategies);
  const filter = params.string('push_events_branch_filter');
  const verify = params.boolean('enable_ssl_verification');
  const events = readEvents(params, hook?.events ?? ['push_events']);
  const urlVariables = params.records('url_variables')?.map(toSecret);
  const customHeaders = params.records('custom_headers')?.map(toSecret);
  params.check();
  if (!isHookUrl(url)) throw new ApiError(422, { error: 'Invalid url given' });
  if (!isBranchFilter(strategy ?? hook?.branchFilterStrategy ?? 'wildcard', filter ?? '')) {
    throw new ApiError(422, { error: 'Invalid branch filter given' });
  }
  if (customHeaders?.every(isHeader) === false || (customHeaders?.length ?? 0) > 20) {
    throw new ApiError(422, { error: 'Custom headers validation failed' });
  }
  checkSigningToken(params.string('signing_token'));
  return {
    events,
    ...ifGiven('branchFilterStrategy', strategy),
    ...ifGiven('pushEventsBranchFilter', filter),
    ...ifGiven('enableSslVerification', verify),
    ...ifGiven('urlVariables', urlVariables),
    ...ifGiven('customHeaders', customHeaders),
    ...ifGiven('name', params.string('name')),
    ...ifGiven('description', params.string('description')),
    ...ifGiven('customWebhookTemplate', params.string('custom_webhook_template')),
    ...ifGiven('token', emptyAsNull(params, 'token')),
    ...ifGiven('signingToken', emptyAsNull(params, 'signing_token')),
  };
}

/** The value of one header or variable; throws GitLab's answer when there is none. */
export function readSecretValue(params: Params): string {
  const value = params.requiredString('value');
  params.check();
  return value;
}

function readEvents(params: Params, before: readonly HookEventName[]): HookEventName[] {
  return hookEvents.filter((event) => params.boolean(event) ?? before.includes(event));
}

function ifGiven<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value });
}

function emptyAsNull(params: Params, name: string): string | null | undefined {
  const value = params.string(name);
  return value === '' ? null : value;
}

function checkSigningToken(token: string | undefined): void {
  if (token === undefined || token === '' || /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(token)) return;
  throw new ApiError(422, { error: 'Invalid signing token given' });
}

function toSecret(record: Readonly<Record<string, string>>): HookSecret {
  return { key: record['key'] ?? '', value: record['value'] ?? '' };
}

function isHeader({ key, value }: HookSecret): boolean {
  return (
    /^[A-Za-z]+\d*(?:[._-][A-Za-z0-9]+)*$/.test(key) && value !== '' && !/[\r\n]/.test(value) && value.length <= 2048
  );
}

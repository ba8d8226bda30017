import { canPush, protectionOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';

export interface PushCommand {
  readonly oldId: string;
  readonly newId: string;
  readonly ref: string;
}

export interface PushRequest {
  readonly commands: readonly PushCommand[];
  readonly capabilities: readonly string[];
  readonly pushOptions: readonly string[];
}

/** Reads what a push asks for from the head of its body; undefined while more bytes are needed. */
export function parsePushRequest(body: Buffer): PushRequest | undefined {
  const first = readLines(body, 0);
  if (first === undefined) return undefined;
  const [head = ''] = first.lines;
  const capabilities = head.includes('\0')
    ? head
        .slice(head.indexOf('\0') + 1)
        .trim()
        .split(' ')
    : [];
  const commands = first.lines.flatMap((line) => {
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0\n]+)/.exec(line);
    return match === null ? [] : [{ oldId: match[1] ?? '', newId: match[2] ?? '', ref: match[3] ?? '' }];
  });
  if (!capabilities.includes('push-options')) return { commands, capabilities, pushOptions: [] };
  const options = readLines(body, first.end);
  return options === undefined
    ? undefined
    : { commands, capabilities, pushOptions: options.lines.map((line) => line.replace(/\n$/, '')) };
}

function readLines(
  body: Buffer,
  start: number,
): { readonly lines: readonly string[]; readonly end: number } | undefined {
  const lines: string[] = [];
  let at = start;
  while (at + 4 <= body.length) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    if (length === 0) return { lines, end: at + 4 };
    if (Number.isNaN(length) || length < 4 || at + length > body.length) return undefined;
    lines.push(body.toString('utf8', at + 4, at + length));
    at += length;
  }
  return undefined;
}

/** Why GitLab's pre-receive hook would decline the push, or undefined. A push is declined as a whole. */
export function findRefusal(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  user: User,
  commands: readonly PushCommand[],
): string | undefined {
  for (const { ref, newId } of commands) {
    if (/^refs\/(merge-requests|keep-around|pipelines|environments)\//.test(ref))
      return 'GitLab: You cannot create or modify hidden references.';
    if (!ref.startsWith('refs/heads/')) continue;
    const branch = ref.slice('refs/heads/'.length);
    if (!canPush(context.state, user, project, branch)) {
      return 'GitLab: You are not allowed to push code to protected branches on this project.';
    }
    if (/^0+$/.test(newId) && branch === project.defaultBranch)
      return 'GitLab: The default branch of a project cannot be deleted.';
    if (/^0+$/.test(newId) && protectionOf(project, branch) !== undefined) {
      return 'GitLab: You can only delete protected branches using the web interface.';
    }
  }
  return undefined;
}

/** The refs of the push that must only move forward. */
export function forwardOnlyRefs(project: Project, commands: readonly PushCommand[]): readonly string[] {
  return commands.flatMap(({ ref }) => {
    const protection = ref.startsWith('refs/heads/')
      ? protectionOf(project, ref.slice('refs/heads/'.length))
      : undefined;
    return protection !== undefined && !protection.allowForcePush ? [ref] : [];
  });
}

/** The answer of `git receive-pack` to a push that the pre-receive hook declined. */
export function declinedReport(request: PushRequest, sentence: string): Buffer {
  const results = request.commands.map(({ ref }) => packetLine(`ng ${ref} pre-receive hook declined\n`));
  const report = Buffer.concat([packetLine('unpack ok\n'), ...results, Buffer.from('0000')]);
  if (!request.capabilities.some((one) => one === 'side-band-64k' || one === 'side-band')) return report;
  const band = (number: number, bytes: Buffer): Buffer => packetLine(Buffer.concat([Buffer.from([number]), bytes]));
  return Buffer.concat([
    band(2, Buffer.from(`${sentence}\n`)),
    ...toChunks(report).map((chunk) => band(1, chunk)),
    Buffer.from('0000'),
  ]);
}

function toChunks(bytes: Buffer): readonly Buffer[] {
  const size = 900;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

function packetLine(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

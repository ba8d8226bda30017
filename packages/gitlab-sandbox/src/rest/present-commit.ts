import type { GitCommit } from '@amplication/git';

/** A commit as lists show it; dates keep the zone of the person. */
export function presentCommit(projectUrl: string, commit: GitCommit): Record<string, unknown> {
  const trailers = parseTrailers(commit.message);
  return {
    id: commit.id,
    short_id: commit.id.slice(0, 8),
    created_at: toApiDate(commit.committer.date),
    parent_ids: commit.parents,
    title: commit.message.split('\n', 1)[0] ?? '',
    message: commit.message,
    author_name: commit.author.name,
    author_email: commit.author.email,
    authored_date: toApiDate(commit.author.date),
    committer_name: commit.committer.name,
    committer_email: commit.committer.email,
    committed_date: toApiDate(commit.committer.date),
    trailers: Object.fromEntries(trailers),
    extended_trailers: Object.fromEntries(
      trailers.map(([key]) => [key, trailers.filter(([other]) => other === key).map(([, value]) => value)]),
    ),
    web_url: `${projectUrl}/-/commit/${commit.id}`,
  };
}

// 2021-09-20T11:50:22+02:00 becomes 2021-09-20T11:50:22.000+02:00.
function toApiDate(date: string): string {
  return date.replace(/Z$/, '+00:00').replace(/([+-]\d\d:\d\d)$/, '.000$1');
}

function parseTrailers(message: string): readonly (readonly [string, string])[] {
  const paragraphs = message.trim().split(/\n\n+/);
  const lines = paragraphs.length < 2 ? [] : (paragraphs.at(-1) ?? '').split('\n');
  const trailers = lines.flatMap((line): [string, string][] => {
    const match = /^([A-Za-z][A-Za-z0-9-]*): (.*)$/.exec(line);
    return match === null ? [] : [[match[1] ?? '', match[2] ?? '']];
  });
  return trailers.length === lines.length ? trailers : [];
}

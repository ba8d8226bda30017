/** The rules that GitLab has for the name of a repository: undefined where it is fine, else what to do. Source: GitLab's "Reserved project and group names". */
export function checkRepositoryName(name: string): string | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return 'Give it a name.';
  if (!/^[\p{L}\p{N}\p{Emoji_Presentation}_]/u.test(trimmed)) return 'Begin with a letter, a digit, an emoji or "_".';
  if (!/^[\p{L}\p{N}\p{Emoji_Presentation}\p{M}_.+\-() ]+$/u.test(trimmed))
    return 'Letters, digits, emoji, "_", ".", "+", "-", "(", ")" and spaces only.';
  const path = toRepositoryPath(trimmed);
  if (path === '') return 'Use at least one letter or digit of the Latin alphabet: the address is made of them.';
  if (/\.(?:git|atom)$/u.test(path)) return 'It cannot end in ".git" or ".atom".';
  return undefined;
}

/** The last part of the address that GitLab makes of a name: `Order Service` -> `order-service`. */
export function toRepositoryPath(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/gu, '');
}

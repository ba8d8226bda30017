/** Dates in headers have whole seconds. */
const slackMs = 2_000;

/**
 * Whether something that the host dates `createdAt` came to be since a call began (`performance.now()`), by the host's own
 * clock, which need not go as ours: how old it is there is compared with how long the call takes here.
 */
export function wasMadeSince(
  createdAt: string,
  hostTimeMs: number | undefined,
  begunMs: number,
  nowMs: number = performance.now(),
): boolean {
  const ageMs = (hostTimeMs ?? Date.now()) - Date.parse(createdAt);
  return ageMs <= nowMs - begunMs + slackMs;
}

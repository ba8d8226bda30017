import { Refusal } from '../index.ts';

/** What `attempt` is refused with; throws when it is not refused. */
export function refusalOf(attempt: () => unknown): Pick<Refusal, 'code' | 'message' | 'problems'> {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, message: error.message, problems: error.problems };
    throw error;
  }
  throw new Error('It was not refused.');
}

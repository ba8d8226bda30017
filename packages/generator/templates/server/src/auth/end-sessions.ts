/** What a change of a user does to the sessions: a new password ends all of them, whoever opened them. */
export function endSessions(newPassword: string | undefined) {
  return newPassword === undefined ? {} : { deleteMany: {} };
}

/** The command line itself is wrong; the sentence says how to put it right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for cannot be done with these files; the sentence names the file. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The command line itself is wrong; the sentence says how to put it right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file that is not there, cannot be read or written, or is no JSON; the sentence names it. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/** What was asked for cannot be done with this model or in this folder; the sentence says why. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

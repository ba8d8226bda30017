/** The embedded database cannot be used; the message is one sentence for the person who starts the program. */
export class PostgresError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'PostgresError';
  }
}

import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';

/** The parameters of a request from its path, query and body, checked as GitLab's API checks them. */
export class Params {
  readonly all: Readonly<Record<string, unknown>>;
  readonly #faults: string[] = [];

  constructor(request: Pick<FastifyRequest, 'query' | 'body' | 'params'>) {
    this.all = { ...toRecord(request.query), ...toRecord(request.body), ...toRecord(request.params) };
  }

  /** Throws one error that names every fault found so far. */
  check(): void {
    if (this.#faults.length > 0) throw new ApiError(400, { error: this.#faults.join(', ') });
  }

  /** Adds a fault that is found outside. */
  refuse(sentence: string): void {
    this.#faults.push(sentence);
  }

  has(name: string): boolean {
    return this.all[name] !== undefined && this.all[name] !== null;
  }

  string(name: string): string | undefined {
    const value = this.all[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.#invalid(name);
  }

  requiredInteger(name: string): number {
    if (!this.has(name)) this.#faults.push(`${name} is missing`);
    return this.integer(name) ?? 0;
  }

  requiredOneOf<Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value {
    if (!this.has(name)) this.#faults.push(`${name} is missing`);
    return this.oneOf(name, values) ?? values[0];
  }

  requiredString(name: string, options: { readonly allowBlank?: boolean } = {}): string {
    const value = this.string(name);
    if (value === undefined && !this.#faults.includes(`${name} is invalid`)) this.#faults.push(`${name} is missing`);
    if (value?.trim() === '' && options.allowBlank !== true) this.#faults.push(`${name} is empty`);
    return value ?? '';
  }

  integer(name: string): number | undefined {
    const value = this.string(name);
    if (value === undefined || value === '') return undefined;
    return /^-?\d{1,15}$/.test(value) ? Number(value) : this.#invalid(name);
  }

  boolean(name: string): boolean | undefined {
    const value = this.string(name);
    if (value === undefined || value === '') return undefined;
    if (/^(1|on|t|true|y|yes)$/i.test(value)) return true;
    if (/^(0|off|f|false|n|no)$/i.test(value)) return false;
    return this.#invalid(name);
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const value = this.string(name);
    if (value === undefined || value === '') return undefined;
    const found = values.find((one) => one === value);
    if (found === undefined) this.#faults.push(`${name} does not have a valid value`);
    return found;
  }

  /** A day as `YYYY-MM-DD`, or the day of a time. */
  day(name: string): string | undefined {
    const value = this.string(name);
    if (value === undefined || value === '') return undefined;
    return Number.isNaN(Date.parse(value)) ? this.#invalid(name) : value.slice(0, 10);
  }

  /** A moment in milliseconds. */
  time(name: string): number | undefined {
    const value = this.string(name);
    if (value === undefined || value === '') return undefined;
    const time = Date.parse(value);
    return Number.isNaN(time) ? this.#invalid(name) : time;
  }

  /** Ids as a list; 0 stands for none, and so does what is no number. */
  ids(name: string): readonly number[] | undefined {
    return this.list(name)
      ?.map(Number)
      .filter((id) => Number.isInteger(id) && id > 0);
  }

  /** The parameters `name[…]`, each alone. */
  eachOf(name: string): readonly Params[] {
    return Object.entries(toRecord(this.all[name])).map(
      ([key, value]) => new Params({ query: { [key]: value }, body: undefined, params: undefined }),
    );
  }

  /** A list of objects, each with the texts in it by name. */
  records(name: string): readonly Readonly<Record<string, string>>[] | undefined {
    const value = this.all[name];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) return this.#invalid(name);
    return value.map((item: unknown) =>
      Object.fromEntries(
        Object.entries(toRecord(item)).flatMap(([key, one]): [string, string][] =>
          typeof one === 'string' || typeof one === 'number' ? [[key, String(one)]] : [],
        ),
      ),
    );
  }

  /** A list as JSON array, `name[]=…` or comma-separated text. */
  list(name: string): readonly string[] | undefined {
    const value = this.all[name];
    if (value === undefined || value === null) return undefined;
    const items: readonly unknown[] = typeof value === 'string' ? value.split(',') : [value].flat();
    return items
      .flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item).trim()] : []))
      .filter((item) => item !== '');
  }

  #invalid(name: string): undefined {
    this.#faults.push(`${name} is invalid`);
    return undefined;
  }
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

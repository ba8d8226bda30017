import type { ServerResponse } from 'node:http';

type Written = Uint8Array | string;
type Done = (error?: Error | null) => void;

/**
 * Lets the request be carried out, then cuts the connection: without any answer when `bytes` is undefined, else when
 * that many bytes of the body were sent, and in any case before the last one.
 */
export function cutAnswer(response: ServerResponse, bytes: number | undefined): void {
  const write = response.write.bind(response) as (chunk: Uint8Array, done: Done) => boolean;
  const cut = (): void => void response.socket?.destroy();
  let left = bytes ?? 0;
  let isCut = false;
  const send = (chunk: Written, encoding: BufferEncoding, isLast: boolean): void => {
    if (isCut) return;
    const all = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk);
    const part = all.subarray(0, Math.min(left, isLast ? Math.max(0, all.length - 1) : all.length));
    left -= part.length;
    isCut = part.length < all.length || isLast;
    if (part.length > 0) write(part, isCut ? cut : () => undefined);
    else if (isCut) {
      // The head alone must have left before the cut.
      response.flushHeaders();
      setImmediate(cut);
    }
  };
  if (bytes === undefined) {
    // The head is made but never sent.
    response.writeHead = (status: number) => {
      response.statusCode = status;
      return response;
    };
    response.flushHeaders = () => undefined;
  }
  replaceBody(response, {
    write: (chunk, encoding) => {
      if (bytes !== undefined) send(chunk, encoding, false);
    },
    end: (chunk, encoding) => {
      if (bytes === undefined || chunk === undefined) cut();
      else send(chunk, encoding, true);
    },
  });
}

/** Lets the request be carried out and answers something else. */
export function replaceAnswer(
  response: ServerResponse,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): void {
  const writeHead = response.writeHead.bind(response) as (status: number, headers: object) => ServerResponse;
  const end = response.end.bind(response) as (body: string) => ServerResponse;
  response.writeHead = () => response;
  response.flushHeaders = () => undefined;
  replaceBody(response, {
    write: () => undefined,
    end: () => {
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      restore(response);
      writeHead(answer.status, answer.headers);
      end(answer.body);
    },
  });
}

interface Body {
  write(chunk: Written, encoding: BufferEncoding): void;
  end(chunk: Written | undefined, encoding: BufferEncoding): void;
}

function replaceBody(response: ServerResponse, body: Body): void {
  const read = (rest: readonly unknown[]): { encoding: BufferEncoding; done: Done | undefined } => ({
    encoding: typeof rest[0] === 'string' && Buffer.isEncoding(rest[0]) ? rest[0] : 'utf8',
    done: rest.find((one): one is Done => typeof one === 'function'),
  });
  response.write = (chunk: Written, ...rest: readonly unknown[]) => {
    const { encoding, done } = read(rest);
    body.write(chunk, encoding);
    if (done !== undefined) setImmediate(done);
    return true;
  };
  response.end = (...all: readonly unknown[]) => {
    const [first, ...rest] = all;
    const isChunk = (typeof first === 'string' && first !== '') || (first instanceof Uint8Array && first.length > 0);
    body.end(isChunk ? first : undefined, read(rest).encoding);
    return response;
  };
}

function restore(response: ServerResponse): void {
  for (const name of ['writeHead', 'flushHeaders', 'write', 'end']) Reflect.deleteProperty(response, name);
}

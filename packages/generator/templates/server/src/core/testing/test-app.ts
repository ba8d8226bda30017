import type { AddressInfo } from "node:net";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { Test } from "@nestjs/testing";
import { AppModule } from "../../app.module.js";
// #if auth
import { ROLES } from "../roles.js";
import { TokenService } from "../../auth/token.service.js";
import { toUserId } from "../../auth/user-records.js";
// #end
import { configureApp } from "../configure-app.js";

/** What a request is answered. */
export interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

/** The whole service on a free port, with the database of DATABASE_URL. */
export interface TestApp {
  // #if auth
  /** Asks as a user with all roles. */
  // #end
  request(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Creates a record, and answers its id. */
  create(path: string, body: unknown, idName?: string): Promise<any>;
  // #if auth
  /** Asks as a user with these roles, or as a stranger. */
  as(roles: string[] | undefined): Pick<TestApp, "request">;
  // #end
}

let running: Promise<TestApp> | undefined;

/** The service, which starts once for all test files. */
export function startTestApp(): Promise<TestApp> {
  running ??= start();
  return running;
}

async function start(): Promise<TestApp> {
  const testing = await Test.createTestingModule({
    imports: [AppModule],
  }).compile();
  const app = testing.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: ["error"],
  });
  configureApp(app);
  await app.listen(0, "127.0.0.1");
  const server = app.getHttpServer();
  // It ends with the tests.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  // #if auth
  const asUser = (roles: string[] | undefined): TestApp["request"] => {
    const tokens = app.get(TokenService);
    const user = { id: toUserId(1), username: "tester" };
    return async (method, path, body, given) => {
      const headers = new Headers(given);
      if (roles !== undefined) {
        const token = await tokens.sign({ ...user, roles });
        headers.set("authorization", `Bearer ${token}`);
      }
      return send(url + path, method, headers, body);
    };
  };
  const request = asUser(ROLES);
  // #else
  const request: TestApp["request"] = (method, path, body, headers) =>
    send(url + path, method, new Headers(headers), body);
  // #end
  return {
    request,
    async create(path, body, idName = "id") {
      const answer = await request("POST", path, body);
      if (answer.status !== 201) throw new Error(JSON.stringify(answer));
      return answer.body[idName];
    },
    // #if auth
    as: (roles) => ({ request: asUser(roles) }),
    // #end
  };
}

async function send(
  url: string,
  method: string,
  headers: Headers,
  body: unknown,
): Promise<Answer> {
  headers.set("content-type", "application/json");
  const response = await fetch(url, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

import type { GeneratedFile } from '@amplication/domain';
import { code, paragraphs } from '../../source/code.ts';
import { group, headed, headedCall, line, objectOf, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { AuthView, ServiceView } from '../../view/service-view.ts';
import { fixtureName, hasFixture, idNameOf } from '../entity/fixture.ts';
import { isOffered } from '../entity/handlers.ts';
import { entityPaths } from '../entity/paths.ts';
import { serviceFile } from '../generated-file.ts';

/** `src/auth/sessions.test.ts`: how sessions go on and end; only where a test can create users. */
export function sessionsTestFile(service: ServiceView, auth: AuthView): readonly GeneratedFile[] {
  const { entity, username, password } = auth;
  if (!service.apis.rest || !isOffered(entity, 'create') || !hasFixture(service, entity)) return [];
  const path = 'src/auth/sessions.test';
  const file = new SourceFile(path);
  for (const name of ['beforeAll', 'describe', 'expect', 'it']) file.import(name, 'vitest');
  const startTestApp = file.import('startTestApp', 'src/core/testing/test-app');
  const Answer = file.importType('Answer', 'src/core/testing/test-app');
  const TestApp = file.importType('TestApp', 'src/core/testing/test-app');
  const newUser = file.import(fixtureName(entity), entityPaths(entity).fixture.path);
  const users = `/api/${entity.route}`;
  const body = code`
    describe("sessions", () => {
      let app: ${TestApp};
      beforeAll(async () => {
        app = await ${startTestApp}();
      });

      const refresh = (cookie: string): Promise<${Answer}> =>
        app.request("POST", "/api/auth/refresh", undefined, { cookie });

      /** Signs in a new user. */
      const enter = async () => {
        ${headed('const user =', [`await ${newUser}`, parenthesised(['app']), ';'])}
        ${headedCall('const id =', 'await app.create', [`"${users}"`, 'user', ...idNameOf(entity)])};
        const answer = await app.request("POST", "/api/auth/sign-in", {
          ${headed('username:', `user.${username.name},`)}
          ${headed('password:', `user.${password.name},`)}
        });
        expect(answer.status).toBe(200);
        return { id: String(id), cookie: toCookie(answer) };
      };

      ${paragraphs([leavesCookie(), ...(isOffered(entity, 'update') ? [endsByPassword(users, newUser, password.name)] : [])])}
    });

    /** The cookie that an answer sets, as a browser sends it. */
    function toCookie({ headers }: ${Answer}): string {
      return headers.getSetCookie()[0]?.split(";")[0] ?? "";
    }
  `;
  return [serviceFile(service, `${path}.ts`, 'sessions-test', file.print(body))];
}

function leavesCookie(): Doc {
  return code`
    it("leave the cookie of a tab that was quicker alone", async () => {
      const { cookie } = await enter();
      const quick = await refresh(cookie);
      const late = await refresh(cookie);
      expect([quick.status, late.status]).toEqual([200, 200]);
      expect(toCookie(late)).toBe("");
      expect((await refresh(toCookie(quick))).status).toBe(200);
    });
  `;
}

function endsByPassword(users: string, newUser: string, password: string): Doc {
  return code`
    it("end when the password is changed", async () => {
      const { id, cookie } = await enter();
      ${headed('const another =', [`await ${newUser}`, parenthesised(['app']), ';'])}
      const change = ${objectOf([headed(`${password}:`, `another.${password}`)])};
      ${headed('const path =', group([`"${users}/" +`, line, 'id;']))}
      expect((await app.request("PATCH", path, change)).status).toBe(200);
      expect((await refresh(cookie)).status).toBe(401);
    });
  `;
}

import { z } from 'zod';
import { route } from '../route.ts';
import { workspaceSchema } from '../schemas/model.ts';
import { authId, instant, name, userSchema } from '../schemas/shared.ts';

const tag = 'Sign in';
const email = z.email('Give a whole e-mail address.').max(254);

export const sessionSchema = z.object({ user: userSchema, workspaces: z.array(workspaceSchema) });
export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  start: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});

export const sessionRoutes = {
  signInOptions: route({
    id: 'signInOptions',
    method: 'GET',
    path: '/sign-in-options',
    summary: 'What the sign-in page offers',
    tag,
    access: 'public',
    answer: z.object({ demo: z.boolean() }),
  }),
  signUp: route({
    id: 'signUp',
    method: 'POST',
    path: '/sign-up',
    summary: 'Create an account with a workspace of its own, and sign in',
    tag,
    access: 'public',
    body: z.object({ name, email, password: z.string().min(10, 'At least 10 characters.').max(128) }),
    answer: sessionSchema,
  }),
  signIn: route({
    id: 'signIn',
    method: 'POST',
    path: '/sign-in',
    summary: 'Sign in with e-mail and password',
    tag,
    access: 'public',
    status: 200,
    body: z.object({ email, password: z.string().max(128) }),
    answer: sessionSchema,
  }),
  demoSignIn: route({
    id: 'demoSignIn',
    method: 'POST',
    path: '/demo-session',
    summary: 'Sign in as the demo user (only beside the sandbox, on loopback addresses)',
    tag,
    access: 'public',
    status: 200,
    answer: sessionSchema,
  }),
  signOut: route({
    id: 'signOut',
    method: 'POST',
    path: '/sign-out',
    summary: 'End the session',
    tag,
    access: 'public',
    status: 204,
  }),
  getSession: route({
    id: 'getSession',
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in, and their workspaces',
    tag,
    answer: sessionSchema,
  }),
  listApiTokens: route({
    id: 'listApiTokens',
    method: 'GET',
    path: '/api-tokens',
    summary: 'API tokens of the signed-in user',
    tag,
    answer: z.array(apiTokenSchema),
  }),
  createApiToken: route({
    id: 'createApiToken',
    method: 'POST',
    path: '/api-tokens',
    summary: 'Create an API token; it is shown only in this answer',
    tag,
    body: z.object({ name }),
    answer: apiTokenSchema.extend({ token: z.string() }),
  }),
  deleteApiToken: route({
    id: 'deleteApiToken',
    method: 'DELETE',
    path: '/api-tokens/:tokenId',
    summary: 'Revoke an API token',
    tag,
    params: z.object({ tokenId: authId }),
  }),
} as const;

export type Session = z.infer<typeof sessionSchema>;
export type ApiToken = z.infer<typeof apiTokenSchema>;

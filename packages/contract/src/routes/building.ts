import { z } from 'zod';
import { route } from '../route.ts';
import * as build from '../schemas/build.ts';
import { id, ids, pageOf, pageQuery } from '../schemas/shared.ts';

const tag = 'Builds';

export const buildingRoutes = {
  listPendingChanges: route({
    id: 'listPendingChanges',
    method: 'GET',
    path: '/projects/:projectId/pending-changes',
    summary: 'Everything that differs from the last commit of each service',
    tag: 'Pending changes',
    params: ids('projectId'),
    answer: z.array(build.pendingChangeSchema),
  }),
  discardPendingChanges: route({
    id: 'discardPendingChanges',
    method: 'POST',
    path: '/projects/:projectId/pending-changes/discard',
    summary: 'Take pending changes back: the named ones, or all when no key is given',
    tag: 'Pending changes',
    status: 204,
    params: ids('projectId'),
    body: z.object({
      changes: z
        .array(z.object({ serviceId: id, key: z.string().max(200) }))
        .max(1_000)
        .optional(),
    }),
  }),
  createCommit: route({
    id: 'createCommit',
    method: 'POST',
    path: '/projects/:projectId/commits',
    summary: 'Generate the code: commit the pending changes and build the services',
    tag,
    params: ids('projectId'),
    body: build.commitInput,
    answer: build.commitSchema,
  }),
  listCommits: route({
    id: 'listCommits',
    method: 'GET',
    path: '/projects/:projectId/commits',
    summary: 'Commits, newest first, with their builds and merge requests',
    tag,
    params: ids('projectId'),
    query: pageQuery.extend({ serviceId: id.optional() }),
    answer: pageOf(build.commitSchema),
  }),
  getBuild: route({
    id: 'getBuild',
    method: 'GET',
    path: '/builds/:buildId',
    summary: 'One build',
    tag,
    params: ids('buildId'),
    answer: build.buildSchema,
  }),
  getBuildLog: route({
    id: 'getBuildLog',
    method: 'GET',
    path: '/builds/:buildId/log',
    summary: 'The log so far (live: `/builds/:buildId/events`)',
    tag,
    params: ids('buildId'),
    query: z.object({ after: z.coerce.number().int().min(0).optional() }),
    answer: z.array(build.logLineSchema),
  }),
  listBuildFiles: route({
    id: 'listBuildFiles',
    method: 'GET',
    path: '/builds/:buildId/files',
    summary: 'The files that the build generated',
    tag,
    params: ids('buildId'),
    answer: z.array(build.generatedFileSchema),
  }),
  getBuildFile: route({
    id: 'getBuildFile',
    method: 'GET',
    path: '/builds/:buildId/file',
    summary: 'One generated file',
    tag,
    params: ids('buildId'),
    query: z.object({ path: z.string().min(1).max(1_000) }),
    answer: z.object({ path: z.string(), content: z.string() }),
  }),
  cancelBuild: route({
    id: 'cancelBuild',
    method: 'POST',
    path: '/builds/:buildId/cancel',
    summary: 'Stop a build that has not pushed yet',
    tag,
    status: 200,
    params: ids('buildId'),
    answer: build.buildSchema,
  }),
  retryBuild: route({
    id: 'retryBuild',
    method: 'POST',
    path: '/builds/:buildId/retry',
    summary: 'Run a failed or cancelled build again, from the same commit',
    tag,
    status: 200,
    params: ids('buildId'),
    answer: build.buildSchema,
  }),
} as const;

/** Server-sent events; they carry what changed, the client reads it again by the routes above. */
export const EVENT_PATHS = {
  /** `event: log` with a log line each, `event: build` when the build's state changed. Resumes after `Last-Event-ID`. */
  build: '/builds/:buildId/events',
  /** `event: changed` with `{topic}`: `builds`, `conflicts`, `model` or `git`. */
  project: '/projects/:projectId/events',
} as const;

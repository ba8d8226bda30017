import type { FastifyInstance } from 'fastify';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Todo } from '../state/planning-state.ts';
import { nextId, type User } from '../state/sandbox-state.ts';
import { recordNotFound } from './api-error.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { getCaller } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentMergeRequest } from './present-merge-request.ts';
import { presentIdentity } from './present-project.ts';
import { presentUserById } from './present-user.ts';

/** What people marked to come back to. */
export function registerTodoRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;
  const pendingOf = (user: User): readonly Todo[] =>
    state.todos.filter((one) => one.userId === user.id && one.state === 'pending');

  app.get('/todos', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const wanted = params.oneOf('state', ['pending', 'done']) ?? 'pending';
    const type = params.string('type') ?? 'MergeRequest';
    const action = params.string('action') ?? 'marked';
    params.check();
    const found = state.todos.filter((one) => one.userId === user.id && one.state === wanted).reverse();
    const shown = type === 'MergeRequest' && action === 'marked' ? found : [];
    return paginate(request, reply, shown, { url: context.url() }).flatMap((one) => present(context, user, one));
  });

  app.post('/projects/:id/merge_requests/:merge_request_iid/todo', async (request, reply) => {
    getCaller(context, request);
    const { user, mergeRequest } = getMergeRequest(context, request);
    if (pendingOf(user).some((one) => one.mergeRequestId === mergeRequest.id)) return reply.code(304).send();
    const todo = addTodo(context, user, mergeRequest.id);
    return reply.code(201).send(present(context, user, todo)[0]);
  });

  app.post('/todos/mark_as_done', async (request, reply) => {
    for (const one of pendingOf(getCaller(context, request).user)) finish(context, one);
    return reply.code(204).send();
  });

  app.post<{ Params: { id: string } }>('/todos/:id/mark_as_done', async (request, reply) => {
    const { user } = getCaller(context, request);
    const todo = state.todos.find((one) => one.userId === user.id && String(one.id) === request.params.id);
    if (todo === undefined) throw recordNotFound();
    finish(context, todo);
    return reply.code(200).send(present(context, user, todo)[0]);
  });
}

function addTodo(context: SandboxContext, user: User, mergeRequestId: number): Todo {
  const now = timestamp(context);
  const id = nextId(context.state, 'todo');
  const todo: Todo = { id, userId: user.id, mergeRequestId, state: 'pending', createdAt: now, updatedAt: now };
  context.state.todos.push(todo);
  return todo;
}

function finish(context: SandboxContext, todo: Todo): void {
  todo.state = 'done';
  todo.updatedAt = timestamp(context);
}

// Nothing when the merge request is gone.
function present(context: SandboxContext, user: User, todo: Todo): readonly object[] {
  const mergeRequest = context.state.mergeRequests.find(({ id }) => id === todo.mergeRequestId);
  const project = context.state.projects.find(({ id }) => id === mergeRequest?.projectId);
  if (mergeRequest === undefined || project === undefined) return [];
  const target = presentMergeRequest(context, project, mergeRequest, user);
  return [
    {
      id: todo.id,
      project: presentIdentity(context, project),
      author: presentUserById(context, user.id),
      action_name: 'marked',
      target_type: 'MergeRequest',
      target,
      target_url: target['web_url'],
      body: mergeRequest.title,
      state: todo.state,
      created_at: todo.createdAt,
      updated_at: todo.updatedAt,
    },
  ];
}

import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { openHookReceiver, type HookReceiver } from './hook-receiver.ts';
import { at, openSandbox, type TestSandbox } from './open-sandbox.ts';
import { openProject, type TestProject } from './test-project.ts';

/** A sandbox with a clock, a receiver of deliveries, and a new project for every test. */
export interface HookStage {
  sandbox: TestSandbox;
  receiver: HookReceiver;
  project: TestProject;
  clock: number;
  /** Adds a hook that leads to the receiver; returns `/projects/<id>/hooks/<id>`. */
  readonly addHook: (more?: object) => Promise<string>;
  /** What arrived, once everything in the background is done. */
  readonly delivered: () => Promise<ReturnType<HookReceiver['take']>>;
}

/** Prepares the stage around the tests of a file. */
export function useHookStage(): HookStage {
  const stage = { clock: Date.parse('2026-03-01T00:00:00Z') } as HookStage;
  beforeAll(async () => {
    stage.sandbox = await openSandbox({ now: () => new Date(stage.clock) });
    stage.receiver = await openHookReceiver();
  });
  afterAll(async () => {
    await stage.sandbox.dispose();
    await stage.receiver.close();
  });
  beforeEach(async () => {
    stage.receiver.answer(200);
    stage.receiver.take();
    stage.project = await openProject(stage.sandbox);
  });
  return Object.assign(stage, {
    addHook: async (more: object = {}) => {
      const path = `${stage.project.path}/hooks`;
      const made = await stage.sandbox.call('POST', path, { body: { url: stage.receiver.url, ...more } });
      expect(made.status).toBe(201);
      return `${path}/${String(at(made.body, 'id'))}`;
    },
    delivered: async () => {
      await stage.sandbox.drain();
      return stage.receiver.take();
    },
  });
}

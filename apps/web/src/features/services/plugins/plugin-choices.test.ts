import { describe, expect, it } from 'vitest';
import type { PluginView } from '@amplication/contract';
import { moveChoice, putChoice, toChosenSettings, toSettingValues } from './plugin-choices.ts';

const kafka: PluginView = {
  name: 'kafka',
  version: '1.0.0',
  summary: 'Publishes.',
  repositoryWide: false,
  settings: [
    { name: 'entities', label: 'Entities', type: 'text', default: '' },
    { name: 'retries', label: 'Retries', type: 'number', default: 3 },
  ],
};
const [a, b] = ['a', 'b'].map((name) => ({ name, settings: {} })) as [
  { name: string; settings: object } & PluginChoice,
  { name: string; settings: object } & PluginChoice,
];
type PluginChoice = { readonly name: string; readonly settings: Record<string, string> };

describe('the plugins that a service chooses', () => {
  it('move by one place, and not beyond the ends', () => {
    expect(moveChoice([a, b], 1, -1)).toEqual([b, a]);
    expect(moveChoice([a, b], 0, 1)).toEqual([b, a]);
    expect(moveChoice([a, b], 0, -1)).toEqual([a, b]);
    expect(moveChoice([a, b], 1, 1)).toEqual([a, b]);
  });

  it('keep their place when their settings change, and come last when they are new', () => {
    const changed = { name: 'a', settings: { x: '1' } };
    expect(putChoice([a, b], changed)).toEqual([changed, b]);
    expect(putChoice([b], changed)).toEqual([b, changed]);
  });

  it('hold the settings that differ from the defaults', () => {
    expect(toSettingValues(kafka, undefined)).toEqual({ entities: '', retries: 3 });
    const values = toSettingValues(kafka, { name: 'kafka', settings: { entities: 'Order' } });
    expect(values).toEqual({ entities: 'Order', retries: 3 });
    expect(toChosenSettings(kafka, values)).toEqual({ entities: 'Order' });
  });
});

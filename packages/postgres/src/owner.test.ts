import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canReach, findOwner } from './owner.ts';

describe('the folder of the database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amplication-owner-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const stranger = { uid: 65_111, gid: 65_111 };

  it('is reached where each folder above it lets everybody through, also before it exists', () => {
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'open'), { mode: 0o755 });
    expect(canReach(join(folder, 'open'), stranger)).toBe(true);
    expect(canReach(join(folder, 'open/not/yet'), stranger)).toBe(true);
  });

  it('is not reached below a folder of its owner alone', () => {
    mkdirSync(join(folder, 'closed', 'data'), { recursive: true });
    chmodSync(join(folder, 'closed'), 0o700);
    expect(canReach(join(folder, 'closed', 'data'), stranger)).toBe(false);
    expect(canReach(join(folder, 'closed', 'data'), {})).toBe(true);
  });

  it('belongs to somebody else than root', () => {
    const { uid } = findOwner();
    expect(process.getuid?.() === 0 ? uid : 1).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import { createHostPolicy, isPrivateAddress } from './host-policy.ts';

describe('isPrivateAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
  ])('knows that %s is nobody’s on the internet', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '2606:4700::1', '::ffff:8.8.8.8'])('lets %s through', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});

describe('createHostPolicy', () => {
  it('refuses private hosts by address and by name, whatever the spelling', async () => {
    const policy = createHostPolicy([]);
    for (const url of [
      'http://127.0.0.1:9/',
      'http://localhost/',
      'http://[::1]/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://169.254.169.254/latest',
    ]) {
      await expect(policy.assertAllowed(url)).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });

  it('lets through what the operator allows, by host and by host and port', async () => {
    await expect(
      createHostPolicy(['localhost:3001']).assertAllowed('http://localhost:3001/gitlab'),
    ).resolves.toBeUndefined();
    await expect(createHostPolicy(['127.0.0.1']).assertAllowed('http://127.0.0.1:3001')).resolves.toBeUndefined();
    await expect(createHostPolicy(['localhost:3001']).assertAllowed('http://localhost:3002/')).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('connects to no private address of a name, even when it was public before', async () => {
    const answer = (allowed: readonly string[]) =>
      new Promise<string | undefined>((resolve) =>
        createHostPolicy(allowed).lookup('localhost', { all: true }, (error) => resolve(error?.code)),
      );
    expect(await answer([])).toBe('ENOTALLOWED');
    expect(await answer(['localhost:3001'])).toBeUndefined();
  });
});

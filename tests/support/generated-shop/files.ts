import { expect, it } from 'vitest';
import type { Answer } from '../generated-service/api-client.ts';
import { make, type Shop } from './open-shop.ts';

/** Uploads: stored, downloaded, replaced, removed and refused. */
export function testFiles(shop: () => Shop): void {
  const upload = (
    path: string,
    name: string,
    type: string,
    content: BlobPart = 'x',
    field = 'file',
  ): Promise<Answer> => {
    const form = new FormData();
    form.set(field, new File([content], name, { type }));
    return shop().seeded.put(path, form);
  };

  it('stores a file, tells of it, downloads it as an attachment, replaces and removes it', async () => {
    const { id } = await make.product(shop());
    const path = `products/${id}/photo`;
    expect((await shop().seeded.get(path)).status).toBe(404);
    expect(await upload(path, 'Grüße "1".png', 'image/png', 'first')).toMatchObject({
      status: 200,
      body: { id, photo: { name: 'Grüße "1".png', size: 5, contentType: 'image/png' } },
    });
    const listed = await shop().seeded.get(`products/${id}`);
    expect(listed.body['photo']).toEqual({ name: 'Grüße "1".png', size: 5, contentType: 'image/png' });
    const got = await shop().seeded.get(path);
    expect(got).toMatchObject({ status: 200, text: 'first' });
    expect(got.headers.get('content-type')).toBe('image/png');
    expect(got.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('Grüße "1".png')}`,
    );
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await upload(path, 'b.jpg', 'image/jpeg', 'second')).status).toBe(200);
    expect((await shop().seeded.get(path)).text).toBe('second');
    expect((await shop().seeded.delete(path)).status).toBe(204);
    expect((await shop().seeded.get(path)).status).toBe(404);
    expect((await shop().seeded.get(`products/${id}`)).body['photo']).toBe(null);
    expect((await shop().seeded.delete(path)).status).toBe(204);
  });

  it.each([
    ['a file at the limit', 'photo', 'a.png', 'image/png', 1_000_000, 200],
    ['a file above the limit', 'photo', 'a.png', 'image/png', 1_000_001, 413],
    ['another media type', 'photo', 'a.pdf', 'application/pdf', 1, 422],
    ['a media type that begins alike', 'photo', 'a', 'imagery/png', 1, 422],
    ['any media type where none is named', 'manual', 'a.bin', 'application/octet-stream', 1, 200],
    ['an empty file', 'manual', 'a.txt', 'text/plain', 0, 200],
    ['more than the usual limit', 'manual', 'a.bin', 'application/octet-stream', 10_485_761, 413],
  ])('answers to %s', async (_, field, name, type, size, status) => {
    const { id } = await make.product(shop());
    const answer = await upload(`products/${id}/${field}`, name, type, new Uint8Array(size));
    expect(answer, answer.text).toMatchObject({ status });
    if (status !== 200) {
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect((await shop().seeded.get(`products/${id}/${field}`)).status).toBe(404);
    }
  });

  it.each([
    ['a folder in the name', '../../../etc/passwd'],
    ['a line break in the name', 'a\r\nset-cookie: x=1.png'],
    ['a name that is very long', `${'x'.repeat(3000)}.png`],
    ['half a character in the name', 'x'.repeat(199) + '🐘'],
  ])('is not led astray by %s', async (_, name) => {
    const { id } = await make.product(shop());
    const answer = await upload(`products/${id}/manual`, name, 'image/png');
    expect([200, 400, 422]).toContain(answer.status);
    if (answer.status !== 200) return;
    const stored = answer.body['manual'] as { readonly name: string };
    expect(stored.name).not.toMatch(/[/\\\r\n]/u);
    expect(stored.name.length).toBeLessThanOrEqual(200);
    const got = await shop().seeded.get(`products/${id}/manual`);
    expect(got.status).toBe(200);
    expect(got.headers.has('set-cookie')).toBe(false);
  });

  it.each([
    ['another field', (path: string) => upload(path, 'a.png', 'image/png', 'x', 'photo')],
    ['no file', (path: string) => shop().seeded.put(path, new FormData())],
    ['JSON', (path: string) => shop().seeded.send('PUT', path, { body: { file: 'x' } })],
    ['a text in place of a file', (path: string) => shop().seeded.put(path, toForm('x'))],
    ['a body that is cut off', (path: string) => sendRaw(path, '--b\r\nContent-Disposition: form-data; name="file"')],
    ['a body without a boundary', (path: string) => sendRaw(path, 'x', 'multipart/form-data')],
  ])('refuses %s', async (_, send) => {
    const { id } = await make.product(shop());
    const answer = await send(`products/${id}/photo`);
    expect([400, 422]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  const toForm = (text: string): FormData => {
    const form = new FormData();
    form.set('file', text);
    return form;
  };
  const sendRaw = (path: string, body: string, type = 'multipart/form-data; boundary=b'): Promise<Answer> =>
    shop().seeded.send('PUT', path, { body, headers: { 'content-type': type } });

  it('answers 404 for files of products that there are not', async () => {
    const path = 'products/00000000-0000-4000-8000-000000000000/photo';
    expect((await upload(path, 'a.png', 'image/png')).status).toBe(404);
    expect((await shop().seeded.get(path)).status).toBe(404);
    expect((await shop().seeded.delete(path)).status).toBe(404);
  });

  it('never tells where a file is kept', async () => {
    const { id } = await make.product(shop());
    const answer = await upload(`products/${id}/photo`, 'a.png', 'image/png');
    expect(Object.keys(answer.body['photo'] as object).toSorted()).toEqual(['contentType', 'name', 'size']);
  });
}

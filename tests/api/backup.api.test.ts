import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeAnswerSchema } from '#shared/contracts/grc-api/wire.ts';
import { clerkOf, deskOn, enrolDesk, newId, type Desk } from './client.ts';
import { codeOf, danger, person, personWrite, SOPHIE } from './fixtures.ts';
import { onPostgres, ownStorage, type OwnStorage } from './own-process.ts';

/** As docs/admin/grc.md says: the database first, then the files it may name. */
function copyRunning(from: OwnStorage, to: OwnStorage): void {
  const dump = path.join(to.dataDir, 'grc.dump');
  run('pg_dump', '--format=custom', `--file=${dump}`, from.databaseUrl ?? '');
  cpSync(path.join(from.dataDir, 'uploads'), path.join(to.dataDir, 'uploads'), { recursive: true });
  run('pg_restore', '--exit-on-error', '--no-owner', `--dbname=${to.databaseUrl ?? ''}`, dump);
}
/** PGlite's folder may be copied while no server runs on it. */
function copyStopped(from: OwnStorage, to: OwnStorage): void {
  cpSync(from.dataDir, to.dataDir, { recursive: true });
}
function run(program: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, [...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}
const record = async (desk: Desk): Promise<{ readonly id: string; readonly number: string | null }> => {
  const request = danger(desk);
  const answer = await desk.create(`/requests/${request.id}`, request);
  return { id: request.id, number: writeAnswerSchema.parse(answer.body).grcNumber };
};

test('a copy put back has all that was there, tells the desks to read again, and gives no number twice', { timeout: 120_000 }, async () => {
  const [storage, restored] = [await ownStorage(), await ownStorage()];
  try {
    let grc = await storage.start();
    let desk = await enrolDesk(grc);
    const citizen = person();
    await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
    const bytes = randomBytes(20_000);
    const [file, sha256] = [newId(), createHash('sha256').update(bytes).digest('hex')];
    const request = danger(desk, { applicant: { citizenId: citizen.id, displayName: 'TESTARD Élodie' }, attachments: [{ id: file, mediaType: 'application/pdf', byteLength: bytes.length, pageCount: 1, sha256, label: 'plan' }] });
    await desk.create(`/requests/${request.id}`, request);
    const meta = Object.entries({ attachmentId: file, requestId: request.id, citizenId: citizen.id, sha256, mediaType: 'application/pdf' }).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
    await desk.call('POST', '/uploads', { headers: { 'upload-length': String(bytes.length), 'upload-metadata': meta.join(',') } });
    expect((await desk.call('PATCH', `/uploads/${file}`, { headers: { 'upload-offset': '0' }, body: bytes })).status).toBe(204);
    const before = await desk.changes();

    if (onPostgres) copyRunning(storage, restored);
    else {
      await grc.stop();
      copyStopped(storage, restored);
      grc = await storage.start();
      desk = deskOn(desk, grc);
    }
    const after = await record(desk);
    const { cursor } = await desk.changes(before.cursor);
    await grc.stop();

    const again = await restored.start(['--restored']);
    const back = deskOn(desk, again);
    const stale = await back.call('GET', `/changes?cursor=${cursor}`);
    expect([stale.status, codeOf(stale)]).toEqual([410, 'cursor-expired']);
    const { items } = await back.changes();
    const sorted = (list: typeof items) => [...list].sort((a, b) => (`${a.topic} ${a.id}` < `${b.topic} ${b.id}` ? -1 : 1));
    expect(sorted(items)).toEqual(sorted(before.items));
    const held = await back.call('HEAD', `/uploads/${file}`);
    const stored = readFileSync(path.join(restored.dataDir, 'uploads', `${createHash('sha256').update(file).digest('hex')}.bin`));
    expect([held.headers.get('upload-offset'), stored.equals(bytes)]).toEqual([String(bytes.length), true]);
    const next = await record(back);
    expect(Number(next.number?.slice(-6))).toBeGreaterThan(Number(after.number?.slice(-6)));
    expect((await clerkOf(back, SOPHIE)).startsWith('clerk_')).toBe(true);
  } finally {
    await storage.remove();
    await restored.remove();
  }
});

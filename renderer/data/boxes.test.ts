import { expect, test } from 'vitest';
import { importDataKeys, openBox, sealBox, tagOf, versionOf } from './boxes.ts';

const keysOf = (byte: number) => importDataKeys(new Uint8Array(32).fill(byte));

test('what was sealed opens, for the same row and key only', async () => {
  const [keys, other] = await Promise.all([keysOf(1), keysOf(2)]);
  const box = await sealBox(keys, 'citizens:1', { name: 'Zoé' });
  expect(await openBox(keys, 'citizens:1', box)).toEqual({ name: 'Zoé' });
  await expect(openBox(keys, 'citizens:2', box)).rejects.toThrow();
  await expect(openBox(other, 'citizens:1', box)).rejects.toThrow();
});

test('one altered bit does not open', async () => {
  const keys = await keysOf(1);
  const box = await sealBox(keys, 'a', 'secret');
  box[box.length - 1] = (box[box.length - 1] ?? 0) ^ 1;
  await expect(openBox(keys, 'a', box)).rejects.toThrow();
});

test('nothing of the value is in the box, and no two boxes are alike', async () => {
  const keys = await keysOf(1);
  const [one, two] = await Promise.all([sealBox(keys, 'a', 'MARTIN'), sealBox(keys, 'a', 'MARTIN')]);
  expect([new TextDecoder('latin1').decode(one).includes('MARTIN'), versionOf(one) === versionOf(two)]).toEqual([false, false]);
});

test('the raw key is wiped, and what was made of it cannot be taken out', async () => {
  const raw = new Uint8Array(32).fill(9);
  const keys = await importDataKeys(raw);
  expect([raw.every((byte) => byte === 0), keys.box.extractable, keys.tag.extractable]).toEqual([true, false, false]);
});

test('each key has a database of its own, always the same', async () => {
  const names = (await Promise.all([keysOf(1), keysOf(1), keysOf(2)])).map(({ database }) => database);
  expect([names[0] === names[1], names[0] === names[2], /^plainpied-[0-9a-f]{16}$/.test(names[0] ?? '')]).toEqual([true, false, true]);
});

test('a tag tells equality and nothing else', async () => {
  const [keys, other] = await Promise.all([keysOf(1), keysOf(2)]);
  const [a, again, b, foreign] = await Promise.all([tagOf(keys, 'a'), tagOf(keys, 'a'), tagOf(keys, 'b'), tagOf(other, 'a')]);
  expect([a === again, a === b, a === foreign, /^[0-9a-f]{32}$/.test(a)]).toEqual([true, false, false, true]);
});

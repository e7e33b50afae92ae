import { describe, expect, test } from 'vitest';
import { DiskError } from './memory/faults.js';
import { MemoryDisk } from './memory/memory-disk.js';
import { PEERS_FILE, PeerLives } from './peer-lives.js';
import { newDisk, openNode, testEnv } from './testing/world.js';

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const FILE_BYTES = 2 * 64 * 1024;

describe('the lives of other nodes that were heard', () => {
  test('are durable soon, all that were told meanwhile at once, and are there after a power cut', async () => {
    const disk = new MemoryDisk();
    const lives = await PeerLives.open(disk, testEnv());
    lives.note('n2', { incarnation: 5, life: 77 });
    expect(lives.isDurable('n2', 5)).toBe(false);
    lives.note('n3', { incarnation: 2, life: 33 });
    lives.note('n2', { incarnation: 6, life: 78 });
    await turns();
    expect([5, 6, 7].map((incarnation) => lives.isDurable('n2', incarnation))).toEqual([true, true, false]);
    disk.crash();
    const again = await PeerLives.open(disk, testEnv());
    expect(again.of('n2')).toEqual({ incarnation: 6, life: 78 });
    expect(again.of('n3')).toEqual({ incarnation: 2, life: 33 });
    expect(again.isDurable('n3', 2)).toBe(true);
    expect(again.of('n4')).toBeUndefined();
  });

  test('are not believed before they are durable', async () => {
    const disk = new MemoryDisk();
    const lives = await PeerLives.open(disk, testEnv());
    lives.note('n2', { incarnation: 5, life: 77 });
    disk.crash();
    await turns();
    expect(lives.isDurable('n2', 5)).toBe(false);
    expect((await PeerLives.open(disk, testEnv())).of('n2')).toBeUndefined();
  });

  test('a directory of an older version gets the file, and so does one whose making a crash cut short', async () => {
    const disk = await newDisk();
    await disk.removeFile(PEERS_FILE);
    expect((await openNode(disk)).peerLives.of('n2')).toBeUndefined();
    disk.crash();
    await disk.removeFile(PEERS_FILE);
    const file = await disk.openFile(PEERS_FILE, { create: true });
    await file.write(0, new Uint8Array(100));
    expect((await openNode(disk)).peerLives.of('n2')).toBeUndefined();
  });

  test('a file of which nothing can be read is refused with the remedy', async () => {
    const disk = await newDisk();
    for (const slot of [0, 1]) disk.flipFileBit(PEERS_FILE, slot * (FILE_BYTES / 2) * 8 + 200);
    await expect(openNode(disk)).rejects.toMatchObject({
      code: 'DAMAGED',
      message: expect.stringContaining('delete the file') as string,
    });
  });

  test('a failed write ends the process', async () => {
    const disk = new MemoryDisk();
    const env = testEnv();
    const lives = await PeerLives.open(disk, env);
    disk.hooks = {
      ...disk.hooks,
      fail: ({ kind }) => (kind === 'fileWrite' ? new DiskError('EIO', 'a write failed') : undefined),
    };
    lives.note('n2', { incarnation: 5, life: 77 });
    await turns();
    expect(env.fatals).toHaveLength(1);
    expect(lives.isDurable('n2', 5)).toBe(false);
  });

  test('more nodes than any cluster has had: those greeted longest ago are forgotten', async () => {
    const lives = await PeerLives.open(new MemoryDisk(), testEnv());
    const name = (at: number): string => `node-${'x'.repeat(100)}-${at}`;
    for (let at = 0; at < 1_000; at += 1) lives.note(name(at), { incarnation: 1, life: at + 1 });
    await turns();
    expect(lives.of(name(0))).toBeUndefined();
    expect(lives.isDurable(name(999), 1)).toBe(true);
    lives.note(name(0), { incarnation: 1, life: 1 });
    await turns();
    expect(lives.isDurable(name(0), 1)).toBe(true);
  });
});

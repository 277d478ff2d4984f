import { describe, expect, it } from 'vitest';
import { readElf } from './elf.ts';

interface Made {
  readonly machine: number;
  readonly loader?: string;
  readonly needed?: readonly string[];
}

/** A file of 64 bits, least byte first, with as many headers as it needs; strings lie behind them. */
function made({ machine, loader, needed = [] }: Made): Uint8Array {
  const bytes = new Uint8Array(2_000);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(18, machine, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  const text = new TextEncoder();
  const segments: [number, number, number, number][] = [[1, 0, 0x1000, 2_000]];
  if (loader !== undefined) {
    bytes.set(text.encode(loader), 1_000);
    segments.push([3, 1_000, 0x1000 + 1_000, loader.length + 1]);
  }
  if (needed.length > 0) {
    segments.push([2, 500, 0x1000 + 500, 400]);
    let [at, name] = [500, 1];
    for (const one of needed) {
      bytes.set(text.encode(one), 1_200 + name);
      view.setBigUint64(at, 1n, true);
      view.setBigUint64(at + 8, BigInt(name), true);
      name += one.length + 1;
      at += 16;
    }
    view.setBigUint64(at, 5n, true);
    view.setBigUint64(at + 8, BigInt(0x1000 + 1_200), true);
  }
  view.setUint16(56, segments.length, true);
  for (const [index, [type, offset, address, size]] of segments.entries()) {
    const at = 64 + index * 56;
    view.setUint32(at, type, true);
    for (const [place, value] of [
      [8, offset],
      [16, address],
      [32, size],
    ] as const)
      view.setBigUint64(at + place, BigInt(value), true);
  }
  return bytes;
}

describe('a program in machine code', () => {
  it('names its processor, its loader and its libraries', () => {
    const needed = ['libpq.so.5', 'libc.so.6'];
    const loader = '/lib64/ld-linux-x86-64.so.2';
    expect(readElf(made({ machine: 62, loader, needed }))).toEqual({
      machine: 'amd64',
      loader,
      libraries: needed,
    });
  });

  it('without a loader is static', () => {
    expect(readElf(made({ machine: 183 }))).toEqual({ machine: 'arm64', libraries: [] });
  });

  it('of a processor that Docker has no name for has none', () => {
    expect(readElf(made({ machine: 8 }))?.machine).toBeUndefined();
  });
});

describe('anything else', () => {
  it('is no program', () => {
    expect(readElf(new TextEncoder().encode('#!/bin/sh\n'))).toBeUndefined();
    expect(readElf(new Uint8Array())).toBeUndefined();
  });

  it.each([5, 17, 60, 70, 130, 600])('cut short after %i bytes ends all the same', (length) => {
    const whole = made({ machine: 62, loader: '/lib64/ld-linux-x86-64.so.2', needed: ['liba.so'] });
    const cut = readElf(whole.subarray(0, length));
    expect(cut?.libraries.join('') ?? '').toBe('');
  });

  it('with headers that point anywhere ends all the same', () => {
    const wild = made({ machine: 62, loader: '/x', needed: ['liba.so'] });
    wild.fill(0xff, 32, 500);
    expect(readElf(wild)).toMatchObject({ libraries: [] });
  });
});

import { describe, expect, it } from 'vitest';
import type { Application } from '../../facts/project.ts';
import { binarySize } from './go-sizes.ts';

function service(workload: string, ...modules: string[]): Application {
  // Only what sizes are read from.
  return {
    language: { value: 'go' },
    workload: { value: workload },
    dependencies: modules.map((name) => ({ name })),
  } as unknown as Application;
}

describe('binary sizes', () => {
  it('holds the measured size of a small service, closely', () => {
    const size = binarySize(
      service('web', 'github.com/go-chi/chi/v5', 'github.com/google/uuid'),
      true,
    );
    // Built with Go 1.26 and -s -w.
    expect(size.low).toBeLessThan(7_130_000);
    expect(size.high).toBeGreaterThan(7_130_000);
    expect(size.high / size.low).toBeLessThan(1.8);
  });

  it('grows with symbols and with heavy modules', () => {
    const plain = binarySize(service('web'), true);
    expect(binarySize(service('web'), false).low).toBeGreaterThan(plain.low);
    expect(binarySize(service('web', 'k8s.io/client-go'), true).high).toBeGreaterThan(
      plain.high + 5e6,
    );
    expect(binarySize(undefined, true).high).toBeGreaterThan(30e6);
  });
});

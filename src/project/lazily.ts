/**
 * An object of which `known` is at hand; all of it is made, once, when anything else is asked for.
 * It cannot be changed.
 */
export function withRest<T extends object>(known: Partial<T>, make: () => T): T {
  let made: T | undefined;
  const whole = (): T => (made ??= make());
  const target: Partial<T> = {};
  return new Proxy(target as T, {
    get: (_, key): unknown => Reflect.get(Object.hasOwn(known, key) ? known : whole(), key),
    has: (_, key) => Object.hasOwn(known, key) || Reflect.has(whole(), key),
    ownKeys: () => Reflect.ownKeys(whole()),
    getOwnPropertyDescriptor: (_, key) => {
      const own = Reflect.getOwnPropertyDescriptor(whole(), key);
      // The target has no such property, so it must not seem to be a fixed one.
      return own && { ...own, configurable: true };
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  });
}

/** A question that is answered once. */
export function once<T>(answer: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: answer() }).value;
}

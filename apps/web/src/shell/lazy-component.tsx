import { type ComponentType, lazy, useState } from 'react';

/** A component whose code is loaded when it is first shown, or before, with `load`. */
export type LazyComponent<Props extends object> = ComponentType<Props> & { readonly load: () => Promise<unknown> };

/**
 * What is loaded already is shown at once. `React.lazy` alone would show the fallback for a moment
 * also then, and after a fallback React shows nothing new for 300 ms.
 */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyComponent<Props> {
  let loaded: ComponentType<Props> | undefined;
  const loadOnce = async (): Promise<{ default: ComponentType<Props> }> => {
    loaded ??= await load();
    return { default: loaded };
  };
  const Lazy = lazy(loadOnce) as unknown as ComponentType<Props>;
  function LazilyLoaded(props: Props) {
    // Chosen once: the other one in its place would begin anew, and forget its state.
    const [Shown] = useState(() => loaded ?? Lazy);
    return <Shown {...props} />;
  }
  return Object.assign(LazilyLoaded, { load: loadOnce });
}

export function isLazyComponent(type: unknown): type is LazyComponent<object> {
  return typeof type === 'function' && 'load' in type;
}

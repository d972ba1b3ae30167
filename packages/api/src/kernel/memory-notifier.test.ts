import { expect, test } from 'vitest';
import { createMemoryNotifier } from './memory-notifier.ts';

test('every listener of the campaign hears, and no other', () => {
  const notifier = createMemoryNotifier();
  const heard: string[] = [];
  notifier.subscribe('a', () => heard.push('a1'));
  notifier.subscribe('a', () => heard.push('a2'));
  notifier.subscribe('b', () => heard.push('b'));
  notifier.notify('a');
  notifier.notify('nobody');
  expect(heard).toEqual(['a1', 'a2']);
});

test('one function subscribed twice is two subscriptions, and ending one twice ends one', () => {
  const notifier = createMemoryNotifier();
  let heard = 0;
  const listener = () => {
    heard += 1;
  };
  const end = notifier.subscribe('a', listener);
  notifier.subscribe('a', listener);
  end();
  end();
  notifier.notify('a');
  expect(heard).toBe(1);
});

test('a listener may end itself and start another while it is called', () => {
  const notifier = createMemoryNotifier();
  const heard: string[] = [];
  const end = notifier.subscribe('a', () => {
    end();
    heard.push('first');
    notifier.subscribe('a', () => heard.push('second'));
  });
  notifier.notify('a');
  notifier.notify('a');
  expect(heard).toEqual(['first', 'second']);
});

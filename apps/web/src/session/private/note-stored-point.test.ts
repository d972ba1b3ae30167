import { until } from '@gongyi/domain/testing';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { type MinePoints, noteStoredPoint } from './note-stored-point.ts';
import type { PrivateContent } from './private-outbox.ts';

const queryKey = ['mine'];

function content(text: string): PrivateContent {
  return { themeId: 't1', text, source: 'masses', category: 'problem', level: null, prompt: null };
}

function point(id: string, text: string): MinePoints[number] {
  return { id, ...content(text), channel: '', createdAt: '2026-11-20T08:00:00.000Z' };
}

/** A list that is on the page, and a server whose answers come when the test lets them. */
function openList() {
  const queryClient = new QueryClient();
  const answers: ((points: MinePoints) => void)[] = [];
  const observer = new QueryObserver<MinePoints>(queryClient, {
    queryKey,
    // As the page's: it cannot be taken back once it is under way, only its answer be passed over.
    queryFn: () => new Promise((resolve) => answers.push(resolve)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const leave = observer.subscribe(() => undefined);
  const texts = () => observer.getCurrentResult().data?.map(({ text }) => text);
  return { queryClient, answers, texts, [Symbol.dispose]: leave };
}

test('a point that is stored before the list was first answered does not stand in it alone', async () => {
  using list = openList();
  await until(() => expect(list.answers).toHaveLength(1));
  noteStoredPoint(list.queryClient, { queryKey }, 'p2', content('断网时写的一条'));
  expect(list.texts()).toEqual(['断网时写的一条']);
  list.answers[0]?.([point('p1', '窗口中午没人')]);
  await until(() => expect(list.answers).toHaveLength(2));
  list.answers[1]?.([point('p1', '窗口中午没人'), point('p2', '断网时写的一条')]);
  await until(() => expect(list.texts()).toEqual(['窗口中午没人', '断网时写的一条']));
});

test('an answer that was under way does not undo what was stored since, and nothing is asked again', async () => {
  using list = openList();
  await until(() => expect(list.answers).toHaveLength(1));
  list.answers[0]?.([point('p1', '窗口中午没人')]);
  await until(() => expect(list.texts()).toEqual(['窗口中午没人']));
  void list.queryClient.refetchQueries({ queryKey });
  await until(() => expect(list.answers).toHaveLength(2));
  noteStoredPoint(list.queryClient, { queryKey }, 'p1', content('窗口中午没人，要等到两点'));
  list.answers[1]?.([point('p1', '窗口中午没人')]);
  await until(() => expect(list.queryClient.isFetching()).toBe(0));
  expect(list.texts()).toEqual(['窗口中午没人，要等到两点']);
  noteStoredPoint(list.queryClient, { queryKey }, 'p1', null);
  expect(list.texts()).toEqual([]);
  expect(list.answers).toHaveLength(2);
});

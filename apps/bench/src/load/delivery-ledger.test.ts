import { describe, expect, test } from 'vitest';
import { createDeliveryLedger, sumDeliveries, summarise } from './delivery-ledger.ts';
import { createSentLog, openSentLog } from './sent-log.ts';

const ALL = { fromMs: 0, untilMs: Number.POSITIVE_INFINITY };

describe('one receiver', () => {
  test('counts each message with the time from its sending to its arrival', () => {
    const sent = createSentLog(1, 10);
    const ledger = createDeliveryLedger({ sent, period: ALL, windowMs: 1_000, hears: () => true });
    for (let number = 1; number <= 10; number++) {
      sent.note(0, number * 100);
      ledger.arrived(0, number, number * 100 + number);
    }
    expect(summarise(ledger.finish())).toEqual({ expected: 10, deliveredPercent: 100, p50Ms: 5, p95Ms: 10, p99Ms: 10 });
  });

  test('counts a skipped message from its own sending, not from that of the one that replaced it', () => {
    const sent = createSentLog(1, 2);
    const ledger = createDeliveryLedger({ sent, period: ALL, windowMs: 1_000, hears: () => true });
    sent.note(0, 100);
    sent.note(0, 180);
    ledger.arrived(0, 2, 200);
    expect(summarise(ledger.finish())).toMatchObject({ deliveredPercent: 100, p50Ms: 20, p99Ms: 100 });
  });

  test('takes what comes after the window for lost', () => {
    const sent = createSentLog(1, 2);
    const ledger = createDeliveryLedger({ sent, period: ALL, windowMs: 50, hears: () => true });
    sent.note(0, 100);
    sent.note(0, 100);
    ledger.arrived(0, 1, 150);
    ledger.arrived(0, 2, 150.2);
    expect(summarise(ledger.finish())).toMatchObject({ expected: 2, deliveredPercent: 50, p50Ms: 50, p95Ms: null });
  });

  test('ignores what was sent outside the period, what it has had, and senders that it does not hear', () => {
    const sent = createSentLog(2, 4);
    sent.note(0, 10);
    const ledger = createDeliveryLedger({
      sent,
      period: { fromMs: 100, untilMs: 200 },
      windowMs: 1_000,
      hears: (sender) => sender === 0,
    });
    for (const atMs of [99, 100, 200]) sent.note(0, atMs);
    sent.note(1, 150);
    ledger.arrived(0, 4, 210);
    ledger.arrived(0, 4, 999);
    ledger.arrived(1, 1, 210);
    ledger.arrived(7, 1, 210);
    expect(ledger.complete).toBe(true);
    expect(ledger.finish()).toMatchObject({ expected: 1, delivered: 1 });
  });
});

test('several receivers add up, also when all but a few of their messages are lost', () => {
  const sent = createSentLog(1, 1);
  const options = { sent, period: ALL, windowMs: 1_000, hears: () => true };
  const ledgers = [createDeliveryLedger(options), createDeliveryLedger(options)];
  sent.note(0, 0);
  ledgers[0]?.arrived(0, 1, 7);
  const sum = sumDeliveries(ledgers.map((ledger) => ledger.finish()));
  expect(summarise(sum)).toEqual({ expected: 2, deliveredPercent: 50, p50Ms: 7, p95Ms: null, p99Ms: null });
});

test('another thread reads in the log what was noted, and more than was planned is an error', () => {
  const sent = createSentLog(2, 1);
  sent.note(1, 12.5);
  const same = openSentLog(sent.memory);
  expect([same.count(0), same.count(1), same.sentAt(1, 1)]).toEqual([0, 1, 12.5]);
  expect(() => same.note(1, 13)).toThrow(RangeError);
});

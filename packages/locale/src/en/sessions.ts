import type { Translation } from '../translation.ts';
import type { sessions as source } from '../zh-CN/sessions.ts';

export const sessions = {
  host: {
    joinByPhone: 'Scan the code with a phone, or open',
    thenEnter: 'and enter the join code',
    codeLabel: 'Join code',
    qrLabel: 'QR code to join this session, address {{address}}',
    participants: 'joined',
    fullScreen: 'Full screen',
    canvas: 'Open the canvas',
    list: 'List of points',
    board: 'Action board',
    more: 'More',
    renewCode: 'New join code',
    renewTitle: 'Change the join code?',
    renewText: 'The old code and QR code stop working at once. People who have joined stay in.',
    renewConfirm: 'Change code',
    close: 'End session',
    closeTitle: 'End this session?',
    closeText: 'Nobody can join or change points any more. You can reopen it when you need to.',
    reopen: 'Reopen',
    closed: 'This session has ended',
    closedText: 'Points and canvas can still be read. Reopen it to let people join and change them again.',
    expired: 'The join code has expired',
    expiredText: 'With a new code people can join again. Those who have joined stay in.',
    noCode: 'You do not have the right to show the join code. Ask a facilitator or the secretary.',
    localhostOnly:
      'This computer has no address that phones can reach. Connect it to the same network as the phones, and start the server on that network’s address.',
  },
} as const satisfies Translation<typeof source>;

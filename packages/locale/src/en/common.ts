import type { Translation } from '../translation.ts';
import type { common as source } from '../zh-CN/common.ts';

export const common = {
  product: 'Gongyi',
  loading: 'Loading…',
  problem: 'This page cannot be shown',
  unexpected:
    'Something went wrong on the server, and this was not done. Try again later; if it goes on, tell the administrator.',
  retry: 'Try again',
  reload: 'Reload',
  upgraded: 'Gongyi was upgraded. This page reloads in a moment, and keeps what you typed.',
  toStart: 'Back to the start',
  confirm: 'OK',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  delete: 'Delete',
  copy: 'Copy',
  copied: 'Copied',
  copyByHand: 'The text above is selected: press Ctrl+C, or press and hold it, to copy.',
  skipToContent: 'Skip to content',
  listSeparator: ', ',
  broken: {
    title: 'Something broke on this page',
    advice: 'What was saved is safe. Reload the page; if it happens again, tell the administrator.',
  },
  notFound: {
    title: 'There is no such page',
    advice: 'The link may be incomplete, or the page has moved. Check the address, or go back to the start.',
  },
  nav: {
    label: 'Campaign',
    board: 'Action board',
    session: 'Join code',
    canvas: 'Canvas',
    list: 'List',
  },
  roles: {
    administrator: 'Administrator',
    facilitator: 'Facilitator',
    secretary: 'Secretary',
    supervisor: 'Supervisor',
    liaison: 'Liaison',
    participant: 'Participant',
    coFacilitator: 'Co-facilitator',
  },
  states: {
    draft: 'Draft',
    notStarted: 'Not started',
    inProgress: 'In progress',
    submitted: 'Submitted',
    closed: 'Closed out',
    deferred: 'Deferred (explained)',
    ongoing: 'Ongoing',
  },
} as const satisfies Translation<typeof source>;

import type { Translation } from '../translation.ts';
import type { forms as source } from '../zh-CN/forms.ts';

export const forms = {
  agreedList: {
    title: '{{campaign}} – agreed list of actions',
    sheet: 'Agreed list',
    asOf: 'As of {{date}}',
    asOfWithDrafts: 'As of {{date}}, with drafts not yet agreed: {{drafts}}',
    pageFooter: 'Page {{page}} of {{pages}}',
    separator: ', ',
    columns: {
      serial: 'No.',
      theme: 'Theme',
      problem: 'Problem',
      goal: 'Goal',
      measure: 'Measure',
      leadUnit: 'Lead unit',
      supportUnits: 'Supporting units',
      leader: 'Accountable leader',
      owners: 'Owner',
      deadline: 'Deadline',
      number: 'Action number',
    },
  },
} as const satisfies Translation<typeof source>;

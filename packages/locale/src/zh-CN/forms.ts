/**
 * Official forms 公文表格. The words of `agreedList.columns` are those of
 * packages/exports/src/data/forms.json.
 */
export const forms = {
  agreedList: {
    title: '{{campaign}}问题整改清单',
    sheet: '整改清单',
    asOf: '截至{{date}}',
    asOfWithDrafts: '截至{{date}}，含待确认事项 {{drafts}} 项',
    pageFooter: '第 {{page}} 页，共 {{pages}} 页',
    separator: '、',
    columns: {
      serial: '序号',
      theme: '主题',
      problem: '存在问题',
      goal: '整改目标',
      measure: '整改措施',
      leadUnit: '牵头单位',
      supportUnits: '责任（配合）单位',
      leader: '责任领导',
      owners: '责任人',
      deadline: '完成时限',
      number: '问题编号',
    },
  },
} as const;

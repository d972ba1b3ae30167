/** What `start --demo` calls what it makes. */
export const demo = {
  campaignName: '示范镇“优环境、促发展”大讨论活动',
  sessionTitle: '第一次集中大讨论',
} as const;

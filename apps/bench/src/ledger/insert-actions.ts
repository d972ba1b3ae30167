import type pg from 'pg';

export type LedgerPlace = {
  readonly campaignId: string;
  readonly themeIds: readonly string[];
  readonly unitIds: readonly string[];
};

const PROBLEMS = [
  '办事大厅窗口午间无人值守，群众白跑一趟，希望错峰排班。',
  '村口到镇上的末班车太早，下班的人赶不上。',
  '网格划得过大，一个网格员要跑三个自然村，实在顾不过来。',
  '同一张表要报给三个部门，格式还都不一样。',
  '河道清淤之后没有人管，去年的垃圾今年又回来了，建议明确责任单位和巡查的次数，并把结果公示在村务公开栏里。',
];
const MEASURE = '由牵头单位会同配合单位逐项核对，列出清单，明确到人，每周汇总一次，办结一项公示一项。';
const PEOPLE = ['张三', '李四', '王五', '赵六', '欧阳娜', '孙七', '周八', '吴九'];

/**
 * So many complete actions of one campaign, in all states. What each is depends on `seed` and on
 * its number alone, so that two builds are given the same rows. Works on every build since 0570882.
 */
export async function insertActions(
  client: pg.Client,
  { campaignId, themeIds, unitIds }: LedgerPlace,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<void> {
  await client.query(
    `WITH rows AS (
       SELECT n, abs(hashtext($7 || ' ' || n)) AS chance FROM generate_series(0, $6::int - 1) AS n
     )
     INSERT INTO action (id, campaign_id, theme_id, number, state, problem, goal, measure,
                         lead_unit_id, leader, owners, deadline, committed, created_at, updated_at)
     SELECT 'bench-' || $7 || '-' || n, $1,
            ($2::text[])[1 + n % cardinality($2::text[])], 1 + n / cardinality($2::text[]),
            -- The first is a draft, which may be edited.
            (enum_range(NULL::action_state))[1 + least(n, chance % cardinality(enum_range(NULL::action_state)))],
            ($4::text[])[1 + chance / 7 % cardinality($4::text[])] || '（' || n || '）', '年底前解决', $8,
            ($3::text[])[1 + chance / 11 % cardinality($3::text[])],
            ($5::text[])[1 + chance / 13 % cardinality($5::text[])],
            ARRAY[($5::text[])[1 + chance / 17 % cardinality($5::text[])]],
            DATE '2027-01-01' + chance / 19 % 365, true, now(), now()
     FROM rows`,
    [campaignId, themeIds, unitIds, PROBLEMS, PEOPLE, count, String(seed), MEASURE],
  );
  await client.query('ANALYZE action');
}

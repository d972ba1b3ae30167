/**
 * Words that say how something is said, not what it is about: they would make strangers look alike.
 * Only such words belong here; words of a subject (窗口, road) are weighed by how many points have
 * them.
 */

/**
 * Chinese characters that are grammar when they stand alone. Two of them side by side are no term.
 */
export const STOP_CHARACTERS: ReadonlySet<string> = new Set(
  '的了在是和也都就不没有着过与及把被让给对向从到要会能可以这那个我你他她它们之其而但又还很太最更等吧吗呢啊所于为以',
);

/**
 * Chinese phrases of wishing, counting and joining, taken out before the text is cut into terms.
 */
export const STOP_PHRASES: readonly string[] = (
  '建议 希望 应该 应当 能不能 可不可以 有没有 是不是 没有 一个 这个 那个 自己 我们 大家 有的 有些 个别 一些 时候 以后 以前 之后 现在 因为 所以 但是 ' +
  '而且 就是 还是 不知道 什么 怎么 哪个 可以 需要 问题 情况 进行 目前 觉得 认为 比较 非常 经常 总是 常常 多次 至今 一直 仍然 已经 导致 造成 通过 ' +
  '对于 关于 以及 或者 如果 虽然 例如 之类 等等 真正 完全 基本 特别'
).split(' ');

/** English words of the same kind. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the and or but of to in on at for from by with without as is are was were be been being it its this that these those there here ' +
    'i we you he she they them us me him her his our my your their who whom which what when where how than then so if not no nor one ' +
    'do does did has have had can could should would will may let am more most very too also just only all any some each every ' +
    'because after before until since once into out up over need needs want please get gets someone nobody'
  ).split(' '),
);

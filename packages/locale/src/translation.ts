/**
 * The shape of a text in another language: the same keys, any words. A key that is missing or too
 * many does not compile.
 */
export type Translation<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Translation<Source[Key]>;
};

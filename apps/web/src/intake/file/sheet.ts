/** One sheet of a file, as texts: what a person sees in the cells. Rows are as long as they are. */
export type Sheet = {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
};

/** Why nothing could be read of a file. */
const FILE_FAULTS = ['tooLarge', 'outOfBounds', 'tooSlow', 'oldExcel', 'notReadable', 'empty'] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

export type FileContent =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | {
      readonly ok: false;
      readonly fault: FileFault;
      /** Of `outOfBounds`: the first that is, such as `XFD1048576`. */
      readonly cell?: string;
    };

/** A fault that the person can do something about. */
export class UnreadableFile extends Error {
  readonly fault: FileFault;
  readonly cell: string | undefined;

  constructor(fault: FileFault, cell?: string) {
    super(fault);
    this.name = 'UnreadableFile';
    this.fault = fault;
    this.cell = cell;
  }
}

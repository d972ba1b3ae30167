/** One sheet of a file, as texts: what a person sees in the cells. Rows are as long as they are. */
export type Sheet = {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
};

/** Why nothing could be read of a file. */
export const FILE_FAULTS = ['tooLarge', 'oldExcel', 'notReadable', 'empty'] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

export type FileContent =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly fault: FileFault };

/** A fault that the person can do something about. */
export class UnreadableFile extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(fault);
    this.name = 'UnreadableFile';
    this.fault = fault;
  }
}

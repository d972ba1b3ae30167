export {
  type AgreedListColumn,
  type AgreedListHead,
  type AgreedListRow,
  buildAgreedList,
  type PagedAgreedList,
  type PagedAgreedListSource,
  pageAgreedList,
} from './agreed-list.ts';
export { contentDisposition, type ExportFileName, exportFileName } from './export-file-name.ts';
export { streamCsv, writeCsv } from './write-csv.ts';
export { streamXlsx, writeXlsx } from './write-xlsx.ts';

export {
  type AgreedListColumn,
  type AgreedListHead,
  type AgreedListRow,
  type PagedAgreedList,
  type PagedAgreedListSource,
  pageAgreedList,
} from './agreed-list.ts';
export { contentDisposition, type ExportFileName, exportFileName } from './export-file-name.ts';
export { streamCsv } from './write-csv.ts';
export { streamXlsx } from './write-xlsx.ts';

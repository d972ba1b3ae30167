export {
  type AgreedList,
  type AgreedListColumn,
  type AgreedListRow,
  type AgreedListSource,
  buildAgreedList,
} from './agreed-list.ts';
export { contentDisposition, type ExportFileName, exportFileName } from './export-file-name.ts';
export { writeCsv } from './write-csv.ts';
export { writeXlsx, XLSX_HEAD_ROWS } from './write-xlsx.ts';

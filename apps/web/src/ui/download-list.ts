import { ERROR_CODES, type ErrorCode } from '@gongyi/domain';
import type { Language } from '@gongyi/locale';

export type ListFormat = 'xlsx' | 'csv';

/** Why a list did not come. */
export type ListRefusal = ErrorCode | 'unexpected';

export type ListDownload =
  | { readonly ok: true; readonly file: Blob; readonly name: string }
  | { readonly ok: false; readonly code: ListRefusal };

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'notSignedIn',
  403: 'forbidden',
  404: 'notFound',
  429: 'tooManyRequests',
};

export type ListRequest = {
  readonly campaignId: string;
  readonly format: ListFormat;
  readonly language: Language;
  /** Without drafts. */
  readonly agreedOnly: boolean;
};

/**
 * The list of a campaign as a file. Through fetch and not a plain link, so that a refusal can be
 * shown in words.
 */
export async function downloadList({ campaignId, format, language, agreedOnly }: ListRequest): Promise<ListDownload> {
  const query = new URLSearchParams({
    lang: language,
    tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
    scope: agreedOnly ? 'agreed' : 'all',
  });
  const url = `/api/exports/${encodeURIComponent(campaignId)}/agreed-list.${format}?${query}`;
  try {
    const response = await fetch(url);
    if (!response.ok) return { ok: false, code: await refusalCode(response) };
    const name = fileNameOf(response.headers.get('content-disposition')) ?? `agreed-list.${format}`;
    return { ok: true, file: await response.blob(), name };
  } catch {
    return { ok: false, code: 'serverUnavailable' };
  }
}

/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the file by the next turn; keeping the address would keep the
  // bytes.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** The name of RFC 6266's `filename*`, else of `filename`. */
export function fileNameOf(contentDisposition: string | null): string | null {
  if (contentDisposition === null) return null;
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(contentDisposition)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // A broken name is worth less than the plain one beside it.
    }
  }
  return /filename="([^"]+)"/i.exec(contentDisposition)?.[1] ?? null;
}

async function refusalCode(response: Response): Promise<ListRefusal> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'code' in body) {
    const known = ERROR_CODES.find((code) => code === body.code);
    if (known !== undefined) return known;
  }
  return CODE_OF_STATUS[response.status] ?? 'unexpected';
}

import { defineReasons } from '@laurel/event-sourcing';

/** Why a file, a row or a cell cannot be loaded. */
export const because = defineReasons({
  UPLOAD_TOO_LARGE: ({ bytes, most }: { bytes: number; most: number }) => ({
    vi: `Các tệp dài ${bytes} byte, tối đa ${most} byte.`,
    en: `The files have ${bytes} bytes, at most ${most} are taken.`,
  }),
  TOO_MANY_ROWS: ({ most }: { most: number }) => ({
    vi: `Một lần nạp có tối đa ${most} dòng; hãy chia tệp.`,
    en: `One upload has at most ${most} rows; split the files.`,
  }),
  NOTHING_TO_LOAD: () => ({ vi: 'Không có dòng dữ liệu nào.', en: 'There is no row to load.' }),
  NOT_CSV: () => ({
    vi: 'Không đọc được tệp CSV từ dòng này (dấu nháy kép chưa đóng?).',
    en: 'From this line on it is no CSV (a quote left open?).',
  }),
  COLUMN_MISSING: () => ({ vi: 'Thiếu cột bắt buộc này.', en: 'This required column is missing.' }),
  COLUMN_UNKNOWN: () => ({ vi: 'Không có cột này.', en: 'There is no such column.' }),
  COLUMN_DOUBLED: () => ({ vi: 'Cột này xuất hiện hai lần.', en: 'This column stands there twice.' }),
  ROW_TORN: ({ expected, found }: { expected: number; found: number }) => ({
    vi: `Dòng có ${found} ô, phải có ${expected} ô.`,
    en: `The row has ${found} cells instead of ${expected}.`,
  }),
  VALUE_MISSING: () => ({ vi: 'Ô này không được để trống.', en: 'This cell must not be empty.' }),
  VALUE_TOO_LONG: ({ most }: { most: number }) => ({ vi: `Tối đa ${most} ký tự.`, en: `At most ${most} characters.` }),
  CODE_DOUBLED: ({ line }: { line: number }) => ({ vi: `Mã này đã có ở dòng ${line}.`, en: `The code stands on line ${line} already.` }),
  UNKNOWN_CODE: ({ code }: { code: string }) => ({
    vi: `Không có tổ chức nào mang mã “${code}”.`,
    en: `No organisation has the code “${code}”.`,
  }),
  UNKNOWN_PERSON: ({ key }: { key: string }) => ({ vi: `Không có người nào là “${key}”.`, en: `There is no person “${key}”.` }),
  BAD_DATE: () => ({
    vi: 'Ngày không hợp lệ; viết 2021-01-28 hoặc 28/01/2021.',
    en: 'This is no day; write 2021-01-28 or 28/01/2021.',
  }),
  UNKNOWN_KIND: ({ kinds }: { kinds: string }) => ({ vi: `Loại phải là một trong: ${kinds}.`, en: `The kind must be one of ${kinds}.` }),
  BAD_RULE: ({ rules }: { rules: string }) => ({ vi: `Quy tắc phải là một trong: ${rules}.`, en: `The rule must be one of ${rules}.` }),
  PARENT_CYCLE: () => ({
    vi: 'Một tổ chức không thể trực thuộc chính nó hoặc tổ chức cấp dưới của nó.',
    en: 'An organisation cannot lie below itself.',
  }),
  NOT_A_CLUSTER: () => ({ vi: 'Chỉ cụm, khối thi đua mới có đơn vị cụm trưởng.', en: 'Only a cluster has a leading unit.' }),
});

import type { Columns, TableName } from './csv-table.js';

const required = (...also: readonly string[]) => ({ also, required: true });
const optional = (...also: readonly string[]) => ({ also, required: false });

/** The columns of each file, with the headings that offices write. */
export const columns = {
  organisations: {
    code: required('Mã'),
    kind: required('Loại'),
    name: required('Tên', 'Tên đơn vị'),
    aliases: optional('Tên gọi khác'),
    parent: optional('Trực thuộc', 'Mã cấp trên'),
    leading_unit: optional('Cụm trưởng'),
    from: optional('Từ ngày', 'Ngày thành lập'),
  },
  groups: {
    code: required('Mã'),
    name: required('Tên'),
    aliases: optional('Tên gọi khác'),
    rule: required('Quy tắc'),
    of: optional('Của'),
    kinds: optional('Loại'),
    members: optional('Thành viên'),
    from: optional('Từ ngày'),
  },
  people: {
    key: required('Khóa', 'Khoá'),
    name: required('Họ tên', 'Họ và tên'),
    birth_date: optional('Ngày sinh'),
    unit: required('Đơn vị'),
    from: required('Từ ngày'),
  },
  offices: {
    code: required('Mã'),
    name: required('Tên', 'Chức vụ'),
    aliases: optional('Tên gọi khác'),
    organisation: optional('Đơn vị'),
    from: optional('Từ ngày'),
    holder: optional('Người giữ'),
    holder_from: optional('Giữ từ ngày'),
  },
} as const satisfies Record<TableName, Columns<string>>;

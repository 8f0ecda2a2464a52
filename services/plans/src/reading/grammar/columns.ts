import type { ColumnRole } from '../reading.js';

/** How annexes head their columns. The first line that fits decides, so what is narrower stands above; a heading that none fits is kept as `extra`. */
export const columnHeadings: readonly { readonly role: ColumnRole; readonly pattern: RegExp }[] = [
  { role: 'number', pattern: /^(?:s?tt|số tt|số thứ tự|số)\.?$/iu },
  { role: 'extra', pattern: /ghi chú|sản phẩm|kết quả|kinh phí|căn cứ|địa điểm|chỉ tiêu/iu },
  { role: 'deadline', pattern: /thời gian|thời hạn|thời điểm|tiến độ|hạn (?:hoàn thành|nộp|cuối)|ngày hoàn thành/iu },
  { role: 'content', pattern: /^(?:các |tên )?(?:nội dung|nhiệm vụ|công việc|đầu việc|hoạt động)/iu },
  { role: 'leads', pattern: /chủ trì|lãnh đạo|chỉ đạo|phụ trách/iu },
  { role: 'advisers', pattern: /phối hợp|tham mưu/iu },
  { role: 'implementers', pattern: /thực hiện|thi hành|đầu mối/iu },
];

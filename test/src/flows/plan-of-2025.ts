const rows = [
  ['STT', 'Nội dung', 'Lãnh đạo phụ trách', 'Đơn vị thực hiện', 'Đơn vị phối hợp', 'Thời gian thực hiện'],
  ['1', 'Đề nghị khen thưởng chuyên đề', 'Hội đồng TĐKT quận', 'Các đơn vị thuộc quận', 'Phòng Nội vụ', 'Trước ngày 15/7/2025'],
  ['2', 'Sơ kết công tác thi đua 6 tháng đầu năm', 'Hội đồng TĐKT quận', 'Các đơn vị thuộc quận', 'Phòng Nội vụ', 'Trước ngày 20/6/2025'],
  ['3', 'Giới thiệu điển hình tiên tiến', 'Hội đồng TĐKT quận', 'Các đơn vị thuộc quận', 'Phòng Nội vụ', 'Hàng tháng'],
  ['4', 'Sơ kết các Cụm thi đua', 'Hội đồng TĐKT quận', 'Các Cụm thi đua thuộc quận', 'Phòng Nội vụ', 'Trước ngày 30/7/2025'],
  ['5', 'Xây dựng Hướng dẫn tổng kết', 'Hội đồng TĐKT quận', 'Phòng Nội vụ', 'Phòng Kinh tế', 'Trước ngày 20/11/2025'],
  ['6', 'Tổng kết đợt thi đua', 'Hội đồng TĐKT quận', 'Phòng Nội vụ', 'Phòng Kinh tế', 'Theo Hướng dẫn tổng kết (dự kiến trước 25/6/2025)'],
] as const;

/** A made plan of the year in which the wards were merged; six rows, the last one waits for the guide of the fifth. */
export const planOf2025 = [
  'ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'QUẬN BA ĐÌNH\tĐộc lập - Tự do - Hạnh phúc',
  'Số: 99/KH-UBND\tBa Đình, ngày 02 tháng 6 năm 2025',
  '',
  'KẾ HOẠCH',
  'Công tác thi đua, khen thưởng năm 2025',
  '',
  'UBND quận Ba Đình ban hành Kế hoạch như sau:',
  '',
  'I. MỤC ĐÍCH',
  '',
  'KT. CHỦ TỊCH',
  'PHÓ CHỦ TỊCH',
  '(Đã ký)',
  'Người Mẫu 09',
  '',
  'PHỤ LỤC',
  '',
  ...rows.map((cells) => cells.join('\t')),
].join('\n');

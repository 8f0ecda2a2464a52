/** Words with which names of public bodies begin: they show that a name stands there, not whose it is. */
export const bodyWords =
  /^(?:UBND|HĐND|MTTQ|UBMTTQ|LĐLĐ|[UỦ](?:ỷ|y) ban|Ủy ban|Uỷ ban|Hội đồng|Hội (?:liên hiệp|LHPN|cựu|nông|chữ|người)|Liên đoàn|Đoàn (?:TN|thanh niên)|Mặt trận|Đảng (?:ủy|uỷ|bộ)|Thành (?:ủy|uỷ)|Quận (?:ủy|uỷ)|Huyện (?:ủy|uỷ)|Ban (?:quản lý|chỉ huy|chỉ đạo|tổ chức|tuyên giáo|dân vận|thi đua|thường trực|giám|QLDA|CHQS|CĐ)|Phòng(?! chống| ngừa)|Sở|Bộ (?:nội|tài|giáo|y|chỉ|công)|Cục|Chi cục|Công an|Văn phòng|Trung tâm|Trường(?! hợp)|Viện|Bệnh viện|Tòa án|Toà án|Kho bạc|Bảo hiểm xã hội|Cụm|Khối|Thường trực|Chủ tịch|Các (?:đơn vị|cơ quan|phòng|ban|ngành|phường|xã|thị trấn|trường|cụm|khối|tổ chức|đoàn thể|sở|quận|huyện))(?![\p{L}\p{N}])/iu;

/** Verbs that end a name at the start of a phrase. */
export const actionWords =
  /(?<![\p{L}\p{N}])(?:gửi|nộp|trình|đề nghị|đề xuất|xét|thẩm định|tổng hợp|tham mưu|báo cáo|hoàn thành|hoàn thiện|tổ chức|xây dựng|ban hành|thực hiện|triển khai|đăng ký|rà soát|lập|bình xét|thường xuyên)(?![\p{L}\p{N}])/iu;

/** Openings without a doer ("hồ sơ gửi …"): the phrase names nobody. */
export const passiveOpening = /^hồ sơ (?:gửi|nộp|trình|đề nghị)(?![\p{L}\p{N}])/iu;

/** How the gazetteer calls whoever asks for a thing: these words, then the words of the content. */
export const whoeverAsks = 'Đơn vị';

/** Documents that a deadline can wait for. */
export const documentWords = 'hướng dẫn|kế hoạch|công văn|văn bản|thông báo|quyết định|chỉ đạo|chỉ thị|yêu cầu|chương trình|lịch';

/** Openings of tasks whose output is a document. */
export const makingWords = /^(?:-\s*)?(?:(?:xây dựng|ban hành|soạn thảo|dự thảo|triển khai|tham mưu|trình|hoàn thiện|,|và)\s*)+/iu;

/** The fourteen wards of the sample, in its order. */
export const wards = [
  'phuong-phuc-xa',
  'phuong-truc-bach',
  'phuong-vinh-phuc',
  'phuong-cong-vi',
  'phuong-lieu-giai',
  'phuong-nguyen-trung-truc',
  'phuong-quan-thanh',
  'phuong-ngoc-ha',
  'phuong-dien-bien',
  'phuong-doi-can',
  'phuong-ngoc-khanh',
  'phuong-kim-ma',
  'phuong-giang-vo',
  'phuong-thanh-cong',
] as const;

/** The ten offices and centres: with the wards, the 24 units of the district. */
export const offices = [
  'phong-noi-vu',
  'phong-kinh-te',
  'phong-y-te',
  'phong-tai-chinh-ke-hoach',
  'phong-van-hoa-thong-tin',
  'phong-giao-duc-dao-tao',
  'van-phong-hdnd-ubnd',
  'trung-tam-boi-duong-chinh-tri',
  'trung-tam-gdnn-gdtx',
  'ban-qlda-dtxd',
] as const;

export const clusters = Array.from({ length: 10 }, (_, index) => `cluster-${index + 1}`);

export const lateWards: readonly string[] = wards.slice(7, 12);
export const silentWards: readonly string[] = wards.slice(12);

/** How a unit behaves all year: wards 1–7, offices and clusters file on the last day, wards 8–12 two days after it, wards 13 and 14 never. */
export const conductOf = (code: string): 'ON_THE_LAST_DAY' | 'TWO_DAYS_LATE' | 'NEVER' =>
  lateWards.includes(code) ? 'TWO_DAYS_LATE' : silentWards.includes(code) ? 'NEVER' : 'ON_THE_LAST_DAY';

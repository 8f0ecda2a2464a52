/** Words that offices mistype. One is only told where the document itself writes the right form elsewhere: that makes it certain. */
export const typos: readonly { readonly wrong: string; readonly right: string }[] = [
  { wrong: 'kiểm toàn', right: 'kiện toàn' },
  { wrong: 'cử cố', right: 'củng cố' },
  { wrong: 'tinh kế thừa', right: 'tính kế thừa' },
  { wrong: 'khen thường', right: 'khen thưởng' },
  { wrong: 'phong chào', right: 'phong trào' },
];

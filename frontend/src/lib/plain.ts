/** A text as searches compare it, here and on the server: without accents and capitals, ß as ss. */
export const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function encode(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) {
    text = ALPHABET.charAt(rest % 32) + text;
  }
  return text;
}

/** A new ULID (https://github.com/ulid/spec): 48 bits of time, 80 random bits, Crockford's base 32. */
export function newUlid(time = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return encode(time, 10) + Array.from(random, (byte) => ALPHABET.charAt(byte % 32)).join('');
}

/** The time in a ULID, in milliseconds. */
export const timeOf = (ulid: string): number =>
  Array.from(ulid.slice(0, 10)).reduce((time, digit) => time * 32 + ALPHABET.indexOf(digit), 0);

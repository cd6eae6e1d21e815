const schemes = ['http:', 'https:'];

/** An address as it was typed, made whole: https where no scheme is named; null for what leads nowhere on the web. */
export function readAddress(text: string): string | null {
  const typed = text.trim();
  if (!typed || /\s/.test(typed)) return null;
  const whole =
    /^[a-z][a-z\d+.-]*:/i.test(typed) && !/^[\w.-]+:\d+(\/|$)/.test(typed) ? typed : `https://${typed}`;
  try {
    const { protocol, hostname, username, password } = new URL(whole);
    const isGood = schemes.includes(protocol) && hostname.includes('.') && !username && !password;
    return isGood || (schemes.includes(protocol) && hostname === 'localhost') ? whole : null;
  } catch {
    return null;
  }
}

/** Where an address leads, as people say it. */
export function hostOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return address;
  }
}

/** An address to follow: only one of the web, wherever it comes from. */
export const followable = (address: string | null): string | null =>
  address !== null && /^https?:\/\//i.test(address) ? address : null;

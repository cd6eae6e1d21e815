import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import german from './serverTexts.de.json';

const ROOT = `${import.meta.dirname}/../../../../`;
const refused = readFileSync(`${ROOT}functions/image_processing/refused.py`, 'utf8');
const died = readFileSync(`${ROOT}functions/uploads/logic.py`, 'utf8');

describe('why a file was refused, in German', () => {
  it('has each reason that the server gives, and no other', () => {
    const reasons = [...refused.matchAll(/^ {4}"[a-z-]+": "([^"]+)",$/gm)].map(([, text]) => text);
    const [, ended] = /^_DIED = "([^"]+)"$/m.exec(died) ?? [];
    expect(reasons.length).toBeGreaterThan(4);
    expect(Object.keys(german).sort()).toEqual([...reasons, ended].sort());
  });
});

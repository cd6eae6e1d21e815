import { render, screen } from '@testing-library/react';
import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import Qr from './Qr';

const SCALE = 4;

/** What a camera would see of the drawing. */
function pixels(svg: SVGElement) {
  const size = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
  const width = size * SCALE;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of (svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)/g))
    for (let dot = 0; dot < SCALE * SCALE; dot += 1) {
      const column = Number(x) * SCALE + (dot % SCALE);
      const row = Number(y) * SCALE + Math.floor(dot / SCALE);
      data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
    }
  return { width, height: width, data };
}

it('draws what an authenticator app reads back', () => {
  const uri = 'otpauth://totp/Daybook:ada%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Daybook';
  render(<Qr text={uri} label="QR code" />);
  const drawing = screen.getByRole<HTMLElement & SVGElement>('img', { name: 'QR code' });
  expect(decodeQR(pixels(drawing))).toBe(uri);
});

import { describe, expect, it } from 'vitest';
import { pageAssets } from './assets.ts';

type Rgb = [number, number, number];

const scheme = { light: 0, dark: 1 } as const;

/** The colours of the page by name, in one of its two schemes. */
function colours(which: keyof typeof scheme): Map<string, Rgb> {
  const pairs = pageAssets().style.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map([...pairs].map((match) => [match[1] ?? '', rgb(match[2 + scheme[which]] ?? '')]));
}

function rgb(hex: string): Rgb {
  const part = (from: number): number => Number.parseInt(hex.slice(from, from + 2), 16);
  return [part(1), part(3), part(5)];
}

/** What `color-mix(in srgb, tone share%, under)` gives. */
function tint(tone: Rgb, under: Rgb, share: number): Rgb {
  return tone.map((value, index) => value * share + (under[index] ?? 0) * (1 - share)) as Rgb;
}

/** Contrast ratio of WCAG 2.2, from the relative luminance of both colours. */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = (colour: Rgb): number => {
    const [red, green, blue] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as Rgb;
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const tones = ['critical', 'high', 'medium', 'low', 'info', 'good', 'muted'];

describe.each(['light', 'dark'] as const)('text in the %s scheme reaches AA (WCAG 2.2, 1.4.3)', (which) => {
  const named = colours(which);
  const of = (name: string): Rgb => {
    const colour = named.get(name);
    if (colour === undefined) throw new Error(`There is no colour --${name}.`);
    return colour;
  };

  it.each(['ink', 'brick', ...tones])('%s on every surface', (name) => {
    const ratios = ['paper', 'raised', 'sunk'].map((surface) => contrast(of(name), of(surface)));
    expect(ratios.filter((ratio) => ratio < 4.5)).toEqual([]);
  });

  it.each(tones)('%s on its own tint, as in a tag or a cell', (name) => {
    expect(contrast(of(name), tint(of(name), of('raised'), 0.16))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(tones)('code and its numbers on a line that is meant, of %s', (name) => {
    const under = tint(of(name), of('sunk'), 0.07);
    for (const text of ['ink', 'muted']) expect(contrast(of(text), under)).toBeGreaterThanOrEqual(4.5);
  });

  it('paper on the filled cells, and ink on a mark', () => {
    expect(contrast(of('paper'), of('critical'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of('ink'), of('mark'))).toBeGreaterThanOrEqual(4.5);
  });
});

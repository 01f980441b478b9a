import { type ClassValue, type External, externalOf } from '../../flow/value.ts';

/** Classes that are followed above one. */
const most = 200;

/** A class and those of the audited code that it extends, each once, the nearest first. */
export function lineageOf(known: ClassValue): readonly ClassValue[] {
  const found = new Set([known]);
  for (const one of found) {
    for (const { shape } of one.bases) if (shape.kind === 'class' && found.size < most) found.add(shape.class);
  }
  return [...found];
}

/** What of libraries a class extends, itself or through others. */
export function libraryBasesOf(known: ClassValue): readonly External[] {
  return lineageOf(known).flatMap(({ bases }) => bases.flatMap((base) => externalOf(base) ?? []));
}

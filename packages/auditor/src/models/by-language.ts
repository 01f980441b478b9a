import type { Site } from '../flow/value.ts';
import type { Language } from '../ir/ir.ts';

/** A model, whatever it is asked about: all of them are told where in the code. */
type Model<Asked extends { readonly site: Site }, Rest extends readonly unknown[], Answer> = (
  asked: Asked,
  ...rest: Rest
) => Answer | undefined;

/** A model that knows nothing of code in another language: `….Table()` is boto3's in Python alone. */
export function inLanguage<Asked extends { readonly site: Site }, Rest extends readonly unknown[], Answer>(
  language: Language,
  model: Model<Asked, Rest, Answer>,
): Model<Asked, Rest, Answer> {
  return (asked, ...rest) => (asked.site.module.language === language ? model(asked, ...rest) : undefined);
}

/** A table of models for the code of one language. */
export function tableIn<Asked extends { readonly site: Site }, Rest extends readonly unknown[], Answer>(
  language: Language,
  table: Iterable<readonly [string, Model<Asked, Rest, Answer>]>,
): (readonly [string, Model<Asked, Rest, Answer>])[] {
  return [...table].map(([name, model]) => [name, inLanguage(language, model)] as const);
}

/** Several libraries have something of one name: the first one that knows what it is asked about answers. */
export function byName<Asked extends { readonly site: Site }, Rest extends readonly unknown[], Answer>(
  table: readonly (readonly [string, Model<Asked, Rest, Answer>])[],
): ReadonlyMap<string, Model<Asked, Rest, Answer>> {
  const groups = Map.groupBy(table, ([name]) => name);
  return new Map(
    [...groups].map(([name, [only, ...others]]) => {
      if (only !== undefined && others.length === 0) return only;
      const models = [...(only === undefined ? [] : [only]), ...others].map(([, model]) => model);
      return [name, firstOf(models)] as const;
    }),
  );
}

function firstOf<Asked extends { readonly site: Site }, Rest extends readonly unknown[], Answer>(
  models: readonly Model<Asked, Rest, Answer>[],
): Model<Asked, Rest, Answer> {
  return (asked, ...rest) => {
    for (const model of models) {
      const answer = model(asked, ...rest);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };
}

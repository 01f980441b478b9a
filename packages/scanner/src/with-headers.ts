import { cookieSecrets, type HttpClient } from '@middlebrick/http';
import { type RequestSpec, Secret } from '@middlebrick/model';

const secretName = /key|token|auth|secret|cookie|signature|session/i;

/** The same client with headers for every request. Values under telling names are kept from the record. */
export function withHeaders(client: HttpClient, headers: readonly (readonly [string, string])[]): HttpClient {
  if (headers.length === 0) return client;
  for (const [name, value] of headers) {
    if (!secretName.test(name)) continue;
    const variable = `HEADER_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
    client.redactor.add(new Secret(value, variable));
    if (name.toLowerCase() === 'cookie')
      for (const secret of cookieSecrets(value, variable)) client.redactor.add(secret);
  }
  const added = headers.map(([name, value]): [string, string] => [name, value]);
  const dressed = (request: RequestSpec): RequestSpec => ({
    ...request,
    headers: [...added, ...(request.headers ?? [])],
  });
  const wrapper: Pick<HttpClient, 'send' | 'sendForSecrets'> = {
    send: (request, credential, meta) => client.send(dressed(request), credential, meta),
    sendForSecrets: (request, credential, meta, secretsIn) =>
      client.sendForSecrets(dressed(request), credential, meta, secretsIn),
  };
  return new Proxy(client, {
    get: (target, property) => (property in wrapper ? Reflect.get(wrapper, property) : bound(target, property)),
  });
}

function bound(target: HttpClient, property: string | symbol): unknown {
  const value: unknown = Reflect.get(target, property, target);
  return typeof value === 'function' ? value.bind(target) : value;
}

/** Names of attributes that say whose something is. */
const ownerName =
  /(?:^|[_.#])(?:user|owner|tenant|account|customer|member|author|creator|principal|org|organization|created_?by|sub|email|username)(?:_?(?:id|name|email|sub|uuid))?$/i;

export function isOwnerAttribute(attribute: string): boolean {
  return ownerName.test(attribute.replaceAll(/([a-z])([A-Z])/g, '$1_$2'));
}

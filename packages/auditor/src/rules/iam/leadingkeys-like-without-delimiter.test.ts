import { allow, api, arn, leadingKeys, own } from './infrastructure.fixture.ts';
import rule from './leadingkeys-like-without-delimiter.ts';
import { testRule } from './rule-test.fixture.ts';

const who = 'The role ApiRole';

function like(...values: string[]) {
  return api(
    allow('Query', arn('orders'), {
      'ForAllValues:StringLike': { [leadingKeys]: values },
      Null: { [leadingKeys]: 'false' },
    }),
  );
}

function alike(values: string) {
  return {
    line: 10,
    subject: 'ApiRole/Policies/0/0',
    message: 'alike' as const,
    parameter: 'dynamodb:LeadingKeys',
    details: { who, values },
  };
}

testRule(rule, {
  vulnerable: [
    { name: 'a prefix', given: like(`${own}*`), hits: [alike(`${own}*`)] },
    { name: 'a prefix behind the kind of item', given: like(`USER#${own}*`), hits: [alike(`USER#${own}*`)] },
    { name: 'a suffix', given: like(`*${own}`), hits: [alike(`*${own}`)] },
    { name: 'one character more', given: like(`${own}?`), hits: [alike(`${own}?`)] },
    { name: 'one bad pattern among good ones', given: like(own, `${own}#*`, `${own}*`), hits: [alike(`${own}*`)] },
    {
      name: 'no set operator',
      given: api(allow('Query', arn('orders'), { StringLike: { [leadingKeys]: `\${aws:username}*` } })),
      hits: [alike(`\${aws:username}*`)],
    },
  ],
  fine: [
    { name: 'a delimiter', given: like(`${own}#*`, `${own}|*`, `TENANT#${own}#*`, `*#${own}`) },
    { name: 'no wildcard', given: like(own) },
    { name: 'a star that is meant as one', given: like(`${own}\${*}`) },
    { name: 'the kind of item', given: like('USER#*') },
    {
      name: 'ids of one length',
      given: like(`\${cognito-identity.amazonaws.com:sub}*`, `\${cognito-idp.eu-west-1.amazonaws.com:sub}*`),
    },
    {
      name: 'StringEquals, for which a star is a star',
      given: api(allow('Query', arn('orders'), { 'ForAllValues:StringEquals': { [leadingKeys]: `${own}*` } })),
    },
    {
      name: 'another key',
      given: api(allow('Query', arn('orders'), { StringLike: { 'aws:PrincipalArn': `${own}*` } })),
    },
  ],
  undecidable: [{ name: 'what is not known before the star', given: like(`\${?Tenant}*`, `${own}\${?Delimiter}*`) }],
});

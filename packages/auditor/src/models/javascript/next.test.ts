import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const programs: readonly { name: string; files: Record<string, string>; expected: string }[] = [
  {
    name: 'parts of the request',
    files: {
      'app/api/notes/[id]/route.ts': `
import { store } from 'test-store';
import { cookies, headers } from 'next/headers';
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const body = await request.json();
  const jar = await cookies();
  const { searchParams } = new URL(request.url);
  await store.write({
    path: id,
    query: searchParams.get('q'),
    next: request.nextUrl.searchParams.get('n'),
    body: body.title,
    header: request.headers.get('x-a'),
    other: (await headers()).get('x-b'),
    cookie: jar.get('c')?.value,
    mine: request.cookies.get('d').value,
  });
  return new Response(null, { status: 204 });
}
`,
    },
    expected: `
POST /api/notes/{id}
  write {path: path id, query: query q, next: query n, body: body title, header: header x-a, other: header x-b, cookie: cookie c, mine: cookie d}
  answer null
`,
  },
  {
    name: 'answers',
    files: {
      'app/api/notes/[id]/route.ts': `
import { store } from 'test-store';
import { NextResponse } from 'next/server';
export async function GET(request, context) {
  const note = await store.read({ id: context.params.id });
  if (!note) return NextResponse.json({ error: 'not found' }, { status: 404 });
  if (note.open) return Response.json({ title: note.title });
  return new Response(JSON.stringify(note));
}
export const DELETE = async () => NextResponse.json(await store.list());
export const runtime = 'edge';
`,
    },
    expected: `
GET /api/notes/{id}
  read id = path id
  answer {error: "not found"}
  answer {title: item1.title}
  answer item1
DELETE /api/notes/{id}
  list
  answer item1
`,
  },
  {
    name: 'paths of files',
    files: {
      'apps/web/src/app/(shop)/api/orders/route.js': `
import { store } from 'test-store';
export async function GET() {
  return Response.json(await store.list());
}
`,
      'app/api/[...all]/route.ts': `
import { store } from 'test-store';
export async function GET(request, { params }) {
  return Response.json(await store.read({ all: (await params).all }));
}
`,
      'src/pages/api/index.ts': `
import { store } from 'test-store';
export default async (req, res) => {
  res.json(await store.list());
};
`,
      'app/page.tsx': `
import { store } from 'test-store';
export default async function Page() {
  return <p>{await store.list()}</p>;
}
`,
    },
    expected: `
GET /api/orders
  list
  answer item1
GET /api/{all}
  read all = path all
  answer item1
ANY /api
  list
  answer item1
`,
  },
  {
    name: 'a session',
    files: {
      'app/api/notes/[id]/route.ts': `
import { store } from 'test-store';
import { getServerSession } from 'next-auth';
import { auth } from '@clerk/nextjs/server';
export async function GET(request, { params }) {
  const session = await getServerSession();
  if (!session?.user) return new Response(null, { status: 401 });
  return Response.json(await store.read({ me: session.user.id, id: (await params).id }));
}
export async function PUT() {
  const { userId } = await auth();
  if (!userId) return new Response(null, { status: 401 });
  return Response.json(await store.read({ userId }));
}
export async function PATCH() {
  const { userId } = await auth.protect();
  return Response.json(await store.read({ userId }));
}
`,
    },
    expected: `
GET /api/notes/{id}
  read me = me.user.id, id = path id [authenticated]
  answer null
  answer item1 [authenticated]
PUT /api/notes/{id}
  read userId = me.userId [authenticated]
  answer null
  answer item1 [authenticated]
PATCH /api/notes/{id}
  read userId = me.userId [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'a handler inside another',
    files: {
      'app/api/notes/[id]/route.ts': `
import { store } from 'test-store';
import { auth } from '@/auth';
import { withSession } from './gone';
export const GET = auth(async (request) => {
  if (!request.auth) return new Response(null, { status: 401 });
  return Response.json(await store.read({ me: request.auth.user.id }));
});
export const POST = withSession(async (request) => Response.json(await store.read({ me: request.user.id })));
const safe = (handler) => async (request, context) => {
  try {
    return await handler(request, context);
  } catch (error) {
    return Response.json({ message: error.message }, { status: 500 });
  }
};
export const PUT = safe(async (request, { params }) => Response.json(await store.read({ id: params.id })));
`,
      'auth.ts': `
import NextAuth from 'next-auth';
export const { handlers, auth } = NextAuth({ providers: [] });
`,
    },
    expected: `
GET /api/notes/{id}
  read me = me.user.id [authenticated]
  answer null
  answer item1 [authenticated]
POST /api/notes/{id}
  read me = me.id [authenticated]
  answer item1 [authenticated]
PUT /api/notes/{id}
  read id = path id
  answer item1
  answer {message: error}
`,
  },
  {
    name: 'API routes',
    files: {
      'pages/api/notes/[id].ts': `
import { store } from 'test-store';
export default async function handler(req, res) {
  if (req.method !== 'GET') return res.status(405).end();
  const note = await store.read({
    id: req.query.id,
    tab: req.query.tab,
    body: req.body.a,
    cookie: req.cookies.c,
    header: req.headers['x-a'],
  });
  return res.status(200).json({ title: note.title });
}
`,
    },
    expected: `
ANY /api/notes/{id}
  read id = path id, tab = query tab, body = body a, cookie = cookie c, header = header x-a
  answer {title: item1.title}
`,
  },
  {
    name: 'an API route of CommonJS',
    files: {
      'pages/api/notes.js': `
const { store } = require('test-store');
module.exports = async (req, res) => {
  res.json(await store.read({ id: req.query.id }));
};
`,
    },
    expected: `
ANY /api/notes
  read id = query id
  answer item1
`,
  },
];

test.each(programs)('$name', async ({ files, expected }) => {
  expect((await audited(files)).join('\n')).toBe(expected.trim());
});
